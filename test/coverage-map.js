import { existsSync } from 'node:fs'

// The tests of a source file are its twin, and it is the twin alone that has to cover it: a line that only some
// test far away happens to run is not tested. Tests without a twin (the wire, the example service …) count for none.
const twins = {
  'test/wire/property.test.ts': []
}

export default test => {
  if (twins[test] !== undefined) return twins[test]
  const source = test.replace(/^test\//, 'src/').replace(/\.test\.ts$/, '.ts')
  return existsSync(source) ? [source] : []
}
