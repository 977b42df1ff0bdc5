// For editors. The rules, and the linter itself, live in a folder with a lockfile of its own: `npm run lint` installs it.
export { default } from './lint/eslint.config.js'
