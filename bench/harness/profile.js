import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * Runs a script under `--cpu-prof` and answers where its time went.
 *
 * @param owner - Names the owner of a URL of the profile.
 * @returns Milliseconds of self time by owner, most first.
 */
export async function profile (args, owner) {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'))
  try {
    await promisify(execFile)(process.execPath, ['--cpu-prof', '--cpu-prof-interval=100', `--cpu-prof-dir=${folder}`, ...args])
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8'))
    const owners = new Map(nodes.map(({ id, callFrame }) => [id, owner(callFrame)]))
    const times = new Map()
    for (const [index, id] of samples.entries()) {
      times.set(owners.get(id), (times.get(owners.get(id)) ?? 0) + timeDeltas[index] / 1000)
    }
    return [...times].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
