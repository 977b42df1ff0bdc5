/**
 * Sets how many frames the stacks of new errors have; with `undefined` V8 does not look at the stack, and they have none at all, for which it
 * takes half the time that a limit of 0 does. Where `Error` is frozen (`--frozen-intrinsics`, SES) it stays as it
 * was, and errors have the stack that they have.
 */
export function setStackLimit (limit: number | undefined): void {
  try {
    Error.stackTraceLimit = limit as number // as V8 documents it, it may be anything
  } catch {} // a frozen Error refuses
}
