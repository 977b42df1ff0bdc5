/** How much is measured. Smoke runs everything with next to nothing: it shows that it works, not how fast. */
export function settings (smoke) {
  return smoke
    ? { smoke, rounds: 1, moreRounds: 1, seconds: 0.02, warmup: 0.02, batch: 10, latency: { rate: 500, seconds: 0.1 }, allocation: { requests: 100, warmup: 100, runs: 1 }, instructions: { requests: 100, warmup: 100, runs: 1 }, pairs: { processes: 1, turns: 1, requests: 20, warmup: 20 }, repeat: 1 }
    : { smoke, rounds: 4, moreRounds: 6, seconds: 0.7, warmup: 1, batch: 4000, latency: { rate: 2000, seconds: 1 }, allocation: { requests: 2000, warmup: 3000, runs: 3 }, instructions: { requests: 40_000, warmup: 120_000, runs: 2 }, pairs: { processes: 8, turns: 120, requests: 1000, warmup: 40_000 }, repeat: 5 }
}
