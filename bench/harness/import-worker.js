// How long a package takes to import: node import-worker.js <module>… <measured module>.
// Those before the last are loaded first: what a service has anyway is nobody's cost.
const urls = process.argv.slice(2)
for (const url of urls.slice(0, -1)) await import(url)
const start = performance.now()
await import(urls.at(-1))
process.stdout.write(JSON.stringify({ ms: performance.now() - start }))
