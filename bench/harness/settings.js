/** How much is measured. Smoke runs everything with next to nothing: it shows that it works, not how fast. */
export function settings (smoke) {
  return smoke
    ? { smoke, rounds: 1, moreRounds: 1, seconds: 0.02, warmup: 0.02, latency: { rate: 500, seconds: 0.1 }, allocation: { requests: 100, warmup: 100, runs: 1 }, repeat: 1 }
    : { smoke, rounds: 7, moreRounds: 12, seconds: 1.1, warmup: 1, latency: { rate: 2000, seconds: 3 }, allocation: { requests: 2000, warmup: 3000, runs: 3 }, repeat: 5 }
}
