/**
 * Sets how many frames the stacks of new errors have. Where `Error` is frozen (`--frozen-intrinsics`, SES) it stays as it
 * was, and errors have the stack that they have.
 */
export function setStackLimit (limit: number): void {
  try {
    Error.stackTraceLimit = limit
  } catch {} // a frozen Error refuses
}
