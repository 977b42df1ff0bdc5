/** How names of errors and groups are written: snake_case. */
export const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/** How codes are written: a number that JavaScript keeps exactly, as a text. */
export const CODE = /^[1-9][0-9]{0,14}$/
