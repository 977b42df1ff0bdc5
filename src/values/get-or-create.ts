/** What a map has for a key; made and kept where it has nothing. */
export function getOrCreate<Key, Value> (made: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = made.get(key)
  if (known !== undefined) return known
  const value = make()
  made.set(key, value)
  return value
}
