// The page loads style and script as files of their own, so that a content security policy, like that of @fastify/helmet, needs no exception.

/** The style of the page: system fonts and colours of its own in light and dark. */
export const STYLE = `:root {
  color-scheme: light dark;
  --back: #fff; --text: #1c2024; --soft: #59606a; --line: #d9dde3; --panel: #f5f7f9; --accent: #0b57d0; --mark: #fff6d6; --mark-line: #b98900; --client: #8a4b00; --server: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root { --back: #14171a; --text: #e7eaee; --soft: #a5adb8; --line: #333a42; --panel: #1d2227; --accent: #8ab4f8; --mark: #33290c; --mark-line: #d6a419; --client: #f5bd6b; --server: #ff9b92; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 66rem; padding: 2rem 1.25rem 4rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 0; font-size: 1.35rem; }
h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
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
.columns { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 2.5rem; }
nav { position: sticky; top: 0; align-self: start; padding-top: 2.5rem; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li { display: flex; justify-content: space-between; gap: .6rem; padding: .25rem 0; }
.count, .facts, dt span { color: var(--soft); font-size: .9rem; }
article { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: start; border-top: 1px solid var(--line); }
article:target, :target > article, dt:target { background: var(--mark); box-shadow: inset 3px 0 var(--mark-line); }
article[hidden], .group[hidden] { display: none; }
h4 { margin: .9rem 0 .2rem; font-size: .9rem; }
summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .15rem .6rem; padding: .5rem .4rem; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "▸"; width: .7em; color: var(--soft); }
details[open] > summary::before { content: "▾"; }
summary:hover, :target summary:hover { background: var(--panel); }
.code, .link { color: var(--soft); text-decoration: none; }
.code:hover, .link:hover { color: var(--accent); text-decoration: underline; }
article > .code, .link { padding: .5rem .4rem; }
.sentence { flex: 1 1 16rem; min-width: 0; color: var(--soft); }
.badge { padding: 0 .45rem; border: 1px solid; border-radius: 999px; font-size: .8rem; font-weight: 600; }
.client { color: var(--client); }
.server { color: var(--server); }
.old { color: var(--soft); }
.deprecated h3 { text-decoration: line-through; }
.count, .range { white-space: nowrap; }
.range { color: var(--soft); font-size: .9rem; font-weight: 400; }
.more { padding: 0 .4rem 1rem 1.7rem; }
.more ul { margin: .2rem 0; padding-left: 1.2rem; }
dl { margin: .6rem 0; }
dd { margin: 0 0 .4rem; }
pre { margin: .6rem 0 0; padding: .7rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
.more .routes, .routes { margin: .2rem 0 0; padding: 0; list-style: none; }
.routes code { overflow-wrap: anywhere; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 44rem) {
  body { padding-top: 1.25rem; }
  .columns { display: block; }
  nav { position: static; padding-top: 1rem; }
  nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
  nav li { gap: .4rem; }
  .sentence { flex-basis: 100%; padding-left: 1.3rem; }
  .more { margin: 0 -2rem 0 -3rem; padding-left: .4rem; }
}
`

/** The script of the page: its search. "/" moves to it, Escape clears it. */
export const SCRIPT = `const form = document.querySelector('form')
const input = document.querySelector('#search')
const found = document.querySelector('#found')
const articles = [...document.querySelectorAll('article')]

function search () {
  const words = input.value.trim().toLowerCase().split(/\\s+/).map(word => word.replace(/^#/, '')) // a pasted "#1000" is a code
  for (const article of articles) article.hidden = !words.every(word => article.dataset.search.includes(word))
  for (const group of document.querySelectorAll('.group')) group.hidden = group.querySelector('article:not([hidden])') === null
  const count = articles.filter(article => !article.hidden).length
  found.textContent = input.value.trim() === '' ? '' : count + ' of ' + articles.length + ' errors'
}

function clear () {
  input.value = ''
  search()
}

// A link to an error opens it, also when a search hides it; a link to a code that errors share opens all of them.
function reveal () {
  const target = document.getElementById(location.hash.slice(1))
  if (target === null) return
  const isHidden = target.closest('[hidden]') !== null || target.querySelector('[hidden]') !== null
  const closed = [target.closest('details'), ...target.querySelectorAll('details')].filter(details => details?.open === false)
  if (isHidden) clear()
  for (const details of closed) details.open = true
  if (isHidden || closed.length > 0) target.scrollIntoView()
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
addEventListener('click', event => { if (event.target.closest('a')?.hash === location.hash) reveal() }) // the same link again
addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target === input) return
  event.preventDefault()
  input.focus()
})
search()
reveal()
`
