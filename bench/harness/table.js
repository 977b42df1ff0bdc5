/** A table in Markdown, padded so that it reads as well in a terminal. */
export function table (columns, rows) {
  const cells = [columns, ...rows.map(row => row.map(String))]
  const widths = columns.map((_, column) => Math.max(3, ...cells.map(row => row[column].length)))
  const line = row => `| ${row.map((cell, column) => column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => column === 0 ? '-'.repeat(width) : '-'.repeat(width - 1) + ':').join(' | ')} |`
  return [line(columns), rule, ...cells.slice(1).map(line)].join('\n')
}

export const integer = value => Math.round(value).toLocaleString('en-US')
export const fixed = digits => value => value.toFixed(digits)

/** A median with the quartiles around it: `0.98 (0.97–0.99)`. */
export const spread = (digits, { median, low, high }) => `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`
