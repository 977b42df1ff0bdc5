import fc from 'fast-check'
import { test } from 'tap'
import { lineDiff } from '../../src/cli/line-diff.js'

test('equal texts do not differ', async t => {
  t.equal(lineDiff('a\nb\n', 'a\nb\n'), '')
})

test('lines that go and come are shown where they are', async t => {
  t.equal(lineDiff('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n'), '@@ line 2 @@\n-b\n+B\n@@ line 5 @@\n+e\n')
  t.equal(lineDiff('', 'a'), '@@ line 1 @@\n-\n+a\n')
  t.equal(lineDiff('a\nb', 'b'), '@@ line 1 @@\n-a\n')
  t.equal(lineDiff('b', 'a\nb'), '@@ line 1 @@\n+a\n', 'and the first line stays where it can')
})

test('what a diff says makes one text of the other', async t => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '')).map(lines => lines.join('\n'))
  t.doesNotThrow(() => fc.assert(fc.property(text, text, (before, after) => apply(before, lineDiff(before, after)) === after)))
})

function apply (text: string, diff: string): string {
  const lines = text.split('\n')
  const result: string[] = []
  let at = 0
  for (const line of diff.split('\n').slice(0, -1)) {
    const place = /^@@ line (\d+) @@$/.exec(line)?.[1]
    if (place !== undefined) while (at < Number(place) - 1) result.push(lines[at++] ?? '')
    else if (line.startsWith('+')) result.push(line.slice(1))
    else if (lines[at++] !== line.slice(1)) throw new Error(`${line} is not at line ${at}`)
  }
  return [...result, ...lines.slice(at)].join('\n')
}
