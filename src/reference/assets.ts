// The page loads style and script as files of their own, so that a content security policy, like that of @fastify/helmet, needs no exception.

/** The style of the page: system fonts and colours of its own in light and dark. */
export const STYLE = `:root {
  color-scheme: light dark;
  --back: #fff; --text: #1c2024; --soft: #59606a; --line: #d9dde3; --panel: #f5f7f9; --accent: #0b57d0; --mark: #fff6d6; --mark-line: #b98900;
}
@media (prefers-color-scheme: dark) {
  :root { --back: #14171a; --text: #e7eaee; --soft: #a5adb8; --line: #333a42; --panel: #1d2227; --accent: #8ab4f8; --mark: #33290c; --mark-line: #d6a419; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 66rem; padding: 2rem 1.25rem 4rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 0; font-size: 1.35rem; }
h3 { margin: 0; font-size: 1.05rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code, pre, .code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .92em; }
header > p { max-width: 46rem; color: var(--soft); }
form { margin-top: 1.25rem; max-width: 28rem; }
form[hidden] { display: none; }
label { display: block; font-weight: 600; }
input { width: 100%; margin-top: .25rem; padding: .55rem .7rem; font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--soft); border-radius: 6px; }
#found { min-height: 1.5em; color: var(--soft); font-size: .9rem; }
.columns { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: 2.5rem; }
nav { position: sticky; top: 0; align-self: start; padding-top: 2.5rem; }
nav ul, .routes { margin: 0; padding: 0; list-style: none; }
nav li { display: flex; justify-content: space-between; padding: .25rem 0; }
.count, .facts, dt span { color: var(--soft); font-size: .9rem; }
article { margin-top: 1rem; padding: 1rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; }
article:target { border-color: var(--mark-line); background: var(--mark); }
article[hidden], .group[hidden] { display: none; }
.code { color: var(--soft); }
.link { padding: 0 .3rem; }
dl { margin: .6rem 0; }
dd { margin: 0 0 .4rem; }
pre { margin: .6rem 0 0; padding: .7rem .9rem; overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
summary { margin-top: .6rem; cursor: pointer; color: var(--accent); }
.routes { margin-top: .4rem; }
.routes code { overflow-wrap: anywhere; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 44rem) {
  body { padding-top: 1.25rem; }
  .columns { display: block; }
  nav { position: static; padding-top: 1rem; }
  nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
  nav li { gap: .4rem; }
}
`

/** The script of the page: its search. "/" moves to it, Escape clears it. */
export const SCRIPT = `const form = document.querySelector('form')
const input = document.querySelector('#search')
const found = document.querySelector('#found')
const articles = [...document.querySelectorAll('article')]

function search () {
  const words = input.value.trim().toLowerCase().split(/\\s+/)
  for (const article of articles) article.hidden = !words.every(word => article.dataset.search.includes(word))
  for (const group of document.querySelectorAll('.group')) group.hidden = group.querySelector('article:not([hidden])') === null
  const count = articles.filter(article => !article.hidden).length
  found.textContent = input.value.trim() === '' ? '' : count + ' of ' + articles.length + ' errors'
}

function clear () {
  input.value = ''
  search()
}

// A link to an error shows it, also when a search hides it.
function reveal () {
  const article = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (article === null || !article.closest('[hidden]')) return
  clear()
  article.scrollIntoView()
}

form.hidden = false
form.addEventListener('submit', event => {
  event.preventDefault()
  const first = articles.find(article => !article.hidden)
  if (first !== undefined) location.hash = first.id
})
input.addEventListener('input', search)
input.addEventListener('keydown', event => { if (event.key === 'Escape') clear() })
addEventListener('hashchange', reveal)
addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target === input) return
  event.preventDefault()
  input.focus()
})
search()
`
