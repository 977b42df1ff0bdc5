/** True for what looks like an address that mail can be sent to; only mail that arrives proves it. */
export function isEmail (text: string): boolean {
  return /^[^\s@"<>()]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i.test(text)
}

/** True for a password that is long enough and more than letters. */
export function isGoodPassword (password: string): boolean {
  return password.length >= 10 && /\p{L}/u.test(password) && /[^\p{L}\s]/u.test(password)
}
