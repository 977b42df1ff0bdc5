import { parseApiError } from 'fastify-api-error/client'
import { languages } from './messages.js'

/**
 * Which field an error belongs to. What has none is said below the form.
 * @type {Readonly<Record<string, string>>}
 */
const FIELDS = { invalid_email: 'email', email_already_exists: 'email', invalid_password: 'password', password_confirmation_mismatch: 'password_confirmation' }

const select = /** @type {HTMLSelectElement} */ (document.getElementById('language'))
const language = () => languages[/** @type {'en' | 'de'} */ (select.value)]

/** @param {HTMLFormElement} form */
function clear (form) {
  for (const problem of form.querySelectorAll('.problem')) problem.remove()
  for (const input of form.querySelectorAll('input')) {
    input.removeAttribute('aria-invalid')
    input.removeAttribute('aria-describedby')
  }
  say(form, '')
}

/** @param {HTMLFormElement} form @param {string} text */
function say (form, text) {
  const status = form.querySelector('[role=status]')
  if (status !== null) status.textContent = text
}

/** Says what is wrong at a field, for those who see it and those who hear it. @param {HTMLFormElement} form @param {string} field @param {string} text */
function sayAt (form, field, text) {
  const input = /** @type {HTMLInputElement | null} */ (form.elements.namedItem(field))
  if (input === null) return say(form, text)
  const problem = Object.assign(document.createElement('p'), { className: 'problem', id: `${form.id}-${field}-problem`, textContent: text })
  input.setAttribute('aria-invalid', 'true')
  input.setAttribute('aria-describedby', problem.id)
  input.after(problem)
}

/** @param {HTMLFormElement} form @param {Response} response */
async function showError (form, response) {
  const { messageOf, texts } = language()
  const error = await parseApiError(response)
  const message = messageOf(error)
  if (error?.known === true && error.name === 'invalid_field_value') return error.body.fields.forEach(field => sayAt(form, field, message))
  const field = FIELDS[error?.name ?? '']
  if (field !== undefined) return sayAt(form, field, message)
  // Members of every error are not in the type of the built-in client: whoever asks for help names the request.
  const id = /** @type {{ request_id?: unknown } | undefined} */ (error?.body)?.request_id
  say(form, response.status >= 500 && typeof id === 'string' ? `${message} ${texts.reference}: ${id}` : message)
}

/** @param {string} id @param {string} path @param {(texts: typeof languages.en.texts) => string} success */
function submits (id, path, success) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById(id))
  form.addEventListener('submit', async event => {
    event.preventDefault()
    clear(form)
    try {
      const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(new FormData(form))) })
      if (response.ok) say(form, success(language().texts))
      else await showError(form, response)
    } catch {
      say(form, language().texts.offline) // fetch rejects only where there is no answer at all
    }
  })
}

function translate () {
  document.documentElement.lang = select.value
  const texts = /** @type {Readonly<Record<string, string>>} */ (language().texts)
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = texts[/** @type {HTMLElement} */ (element).dataset['text'] ?? ''] ?? ''
  for (const form of document.forms) clear(form)
}

select.value = navigator.language.startsWith('de') ? 'de' : 'en'
select.addEventListener('change', translate)
translate()
submits('login', '/auth/login', texts => texts.loggedIn)
submits('sign-up', '/users', texts => texts.signedUp)
