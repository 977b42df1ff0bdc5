import t from 'tap'
import { bodyStep, headStep } from '../../src/response/stages.js'
import type { BodyStep, HeadStep, Stage } from '../../src/response/stages.js'

// Each row is a stage. Its columns: nothing was raised, and the head is a success, or an error; an error was raised, and the
// head is a success, or an error. Then the same once Node has sent the head.

type Row<Step> = readonly [Step, Step, Step, Step, Step, Step, Step, Step]

const heads: Record<Stage, Row<HeadStep>> = {
  open: ['success', 'foreign', 'answer', 'answer', 'native', 'native', 'abort', 'abort'],
  writing: ['native', 'foreign', 'interrupt', 'interrupt', 'native', 'native', 'abort', 'abort'],
  held: ['ignore', 'foreign', 'answer', 'answer', 'native', 'native', 'abort', 'abort'],
  answering: ['native', 'native', 'native', 'native', 'native', 'native', 'native', 'native'],
  finished: ['ignore', 'ignore', 'ignore', 'ignore', 'ignore', 'ignore', 'ignore', 'ignore'],
  exempt: ['native', 'native', 'native', 'native', 'native', 'native', 'native', 'native']
}

const bodies: Record<Stage, Row<BodyStep>> = {
  open: ['success', 'error', 'error', 'error', 'native', 'native', 'native', 'native'],
  writing: ['native', 'native', 'native', 'native', 'native', 'native', 'native', 'native'],
  held: ['held', 'held', 'held', 'held', 'held', 'held', 'held', 'held'],
  answering: ['native', 'native', 'native', 'native', 'native', 'native', 'native', 'native'],
  finished: ['discard', 'discard', 'discard', 'discard', 'discard', 'discard', 'discard', 'discard'],
  exempt: ['native', 'native', 'native', 'native', 'native', 'native', 'native', 'native']
}

function columns<Step> (decide: (isRaised: boolean, isHeadSent: boolean, status: number) => Step, success: number, error: number): Step[] {
  return [false, true].flatMap(isHeadSent => [false, true].flatMap(isRaised => [success, error].map(status => decide(isRaised, isHeadSent, status))))
}

for (const [success, error] of [[200, 400], [399, 599], [0, 2147483647]] as const) {
  t.test(`what becomes of a head and of a body in each stage, with ${success} for a success and ${error} for an error`, async t => {
    for (const stage of Object.keys(heads) as Stage[]) {
      t.strictSame(columns((...given) => headStep(stage, ...given), success, error), heads[stage], `a head: ${stage}`)
      t.strictSame(columns((...given) => bodyStep(stage, ...given), success, error), bodies[stage], `a body: ${stage}`)
    }
  })
}
