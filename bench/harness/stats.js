/** The value below which a share of the sorted values lies, interpolated. */
export function quantile (values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = Math.floor(at)
  const high = Math.ceil(at)
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low)
}

export const median = values => quantile(values, 0.5)

/** Median with the quartiles around it. */
export const summary = values => ({ median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75), samples: values.length })

/** The exponent `b` of `y = a · x^b`, fitted by least squares over the logarithms. */
export function growthExponent (points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)])
  const meanX = mean(logs.map(([x]) => x))
  const meanY = mean(logs.map(([, y]) => y))
  const covariance = mean(logs.map(([x, y]) => (x - meanX) * (y - meanY)))
  return covariance / mean(logs.map(([x]) => (x - meanX) ** 2))
}

export const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length
