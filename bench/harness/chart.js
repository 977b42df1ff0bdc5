// Charts as SVG, without a library. Colours hold on light and dark pages.

const FONT = 'font-family="system-ui, sans-serif"'
const COLOURS = { 'fastify-api-error': '#0969da', limits: '#57606a', 'on Fastify': '#bf8700', 'other frameworks': '#8250df' }
const SERIES = ['#57606a', '#0969da', '#cf222e', '#bf8700', '#8250df']

/**
 * Horizontal bars.
 *
 * @param bars - `{ label, value, low, high, group, text }`, from top to bottom; without `low` and `high`, values that do not spread.
 * @param max - Where the scale ends.
 */
export function barChart ({ title, note, bars, max }) {
  const [left, width, rowHeight, top] = [370, 430, 22, 56]
  const height = top + bars.length * rowHeight + 30
  const x = value => left + Math.min(value / max, 1) * width
  const rows = bars.map(({ label, value, low = value, high = value, group, text }, index) => {
    const y = top + index * rowHeight
    return [
      `<text x="${left - 8}" y="${y + 14}" text-anchor="end">${escape(label)}</text>`,
      `<rect x="${left}" y="${y + 3}" width="${(x(value) - left).toFixed(1)}" height="15" rx="2" fill="${COLOURS[group] ?? SERIES[1]}"/>`,
      `<line x1="${x(low).toFixed(1)}" x2="${x(high).toFixed(1)}" y1="${y + 10.5}" y2="${y + 10.5}" stroke="#1f2328" stroke-width="1.5"/>`,
      `<text x="${(x(Math.max(value, high)) + 6).toFixed(1)}" y="${y + 14}">${escape(text)}</text>`
    ].join('')
  })
  return page(left + width + 130, height, title, note, [
    `<line x1="${x(1)}" x2="${x(1)}" y1="${top - 4}" y2="${height - 26}" stroke="#57606a" stroke-dasharray="3 3"/>`,
    ...rows
  ])
}

/**
 * Lines over two logarithmic axes.
 *
 * @param series - `{ label, points: [[x, y], …] }`.
 */
export function logChart ({ title, note, series, xLabel, yLabel }) {
  const [left, top, width, height] = [70, 60, 560, 300]
  const points = series.flatMap(({ points }) => points)
  const [minX, maxX] = decades(points.map(([x]) => x))
  const [minY, maxY] = decades(points.map(([, y]) => y))
  const x = value => left + (Math.log10(value) - minX) / (maxX - minX) * width
  const y = value => top + height - (Math.log10(value) - minY) / (maxY - minY) * height
  const grid = [
    ...range(minX, maxX).map(at => `<line x1="${x(10 ** at)}" x2="${x(10 ** at)}" y1="${top}" y2="${top + height}" stroke="#d0d7de"/><text x="${x(10 ** at)}" y="${top + height + 18}" text-anchor="middle">${(10 ** at).toLocaleString('en-US')}</text>`),
    ...range(minY, maxY).map(at => `<line x1="${left}" x2="${left + width}" y1="${y(10 ** at)}" y2="${y(10 ** at)}" stroke="#d0d7de"/><text x="${left - 8}" y="${y(10 ** at) + 4}" text-anchor="end">${(10 ** at).toLocaleString('en-US')}</text>`)
  ]
  const lines = series.map(({ label, points }, index) => {
    const path = points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`)
    const [lastX, lastY] = path.at(-1).split(',').map(Number)
    return [
      `<polyline points="${path.join(' ')}" fill="none" stroke="${SERIES[index]}" stroke-width="2"/>`,
      ...path.map(at => `<circle cx="${at.split(',')[0]}" cy="${at.split(',')[1]}" r="3" fill="${SERIES[index]}"/>`),
      `<text x="${lastX + 8}" y="${lastY + (index % 2 === 0 ? 12 : -4)}" fill="${SERIES[index]}">${escape(label)}</text>`
    ].join('')
  })
  return page(left + width + 190, top + height + 60, title, note, [
    ...grid, ...lines,
    `<text x="${left + width / 2}" y="${top + height + 36}" text-anchor="middle">${escape(xLabel)}</text>`,
    `<text x="${left}" y="${top - 8}">${escape(yLabel)}</text>`
  ])
}

function page (width, height, title, note, content) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${FONT} font-size="12" fill="#1f2328" role="img" aria-label="${escape(title)}">`,
    `<rect width="${width}" height="${height}" rx="6" fill="#ffffff"/>`,
    `<text x="16" y="24" font-size="15" font-weight="600">${escape(title)}</text>`,
    `<text x="16" y="${height - 10}" fill="#57606a" font-size="11">${escape(note)}</text>`,
    ...content,
    '</svg>\n'
  ].join('\n')
}

const decades = values => [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))]
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const escape = text => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
