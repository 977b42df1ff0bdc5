import { createErrorMessages } from 'fastify-api-error/client'

// A set for each language. The compiler names the errors that have no message, also when the catalogue gets a new one.

const en = createErrorMessages({
  unauthorized: 'Please log in.',
  invalid_token: 'Please log in again.',
  jwt_key_error: 'Nobody can log in at the moment.',
  crypto_error: 'We could not read a stored secret.',
  invalid_credentials: 'E-mail or password is wrong.',
  old_password_invalid: 'The old password is wrong.',
  wrong_authentication_system: 'Please log in at the company directory.',
  not_allowed: 'You may not do this.',
  invalid_request: 'This did not work. Please wait a little and try again.',
  object_not_found: 'There is no such thing.',
  object_already_exists: 'This exists already.',
  email_already_exists: 'Somebody has this e-mail address already.',
  invalid_email: 'This is no e-mail address.',
  invalid_password: 'At least 10 characters, among them a letter and a digit or sign.',
  password_confirmation_mismatch: 'The passwords differ.',
  invalid_field_value: 'Please check this.',
  internal_error: 'Something went wrong on our side.',
  database_error: 'We cannot reach our data at the moment.',
  network_error: 'A service that we need does not answer.',
  provider_not_supported: 'We cannot deploy with this provider.',
  component_not_found: 'There is no such component.',
  application_already_exists: 'There is an application of this name already.',
  application_not_deployed: 'The application is not deployed.'
}, 'Something went wrong. Please load the page again.')

const de = createErrorMessages({
  unauthorized: 'Bitte melden Sie sich an.',
  invalid_token: 'Bitte melden Sie sich erneut an.',
  jwt_key_error: 'Im Moment kann sich niemand anmelden.',
  crypto_error: 'Ein gespeichertes Geheimnis ist nicht lesbar.',
  invalid_credentials: 'E-Mail oder Passwort ist falsch.',
  old_password_invalid: 'Das alte Passwort ist falsch.',
  wrong_authentication_system: 'Bitte melden Sie sich über das Firmenverzeichnis an.',
  not_allowed: 'Das dürfen Sie nicht.',
  invalid_request: 'Das hat nicht geklappt. Bitte versuchen Sie es gleich noch einmal.',
  object_not_found: 'Das gibt es nicht.',
  object_already_exists: 'Das gibt es schon.',
  email_already_exists: 'Diese E-Mail-Adresse ist schon vergeben.',
  invalid_email: 'Das ist keine E-Mail-Adresse.',
  invalid_password: 'Mindestens 10 Zeichen, darunter ein Buchstabe und eine Ziffer oder ein Zeichen.',
  password_confirmation_mismatch: 'Die Passwörter sind verschieden.',
  invalid_field_value: 'Bitte prüfen Sie diese Angabe.',
  internal_error: 'Bei uns ist etwas schiefgegangen.',
  database_error: 'Unsere Daten sind gerade nicht erreichbar.',
  network_error: 'Ein Dienst, den wir brauchen, antwortet nicht.',
  provider_not_supported: 'Mit diesem Anbieter geht es nicht.',
  component_not_found: 'Diese Komponente gibt es nicht.',
  application_already_exists: 'Es gibt schon eine Anwendung mit diesem Namen.',
  application_not_deployed: 'Die Anwendung läuft nicht.'
}, 'Etwas ist schiefgegangen. Bitte laden Sie die Seite neu.')

export const languages = {
  en: {
    messageOf: en,
    texts: {
      login: 'Log in',
      signUp: 'Sign up',
      name: 'Name',
      email: 'E-mail',
      password: 'Password',
      confirmation: 'Password again',
      loggedIn: 'You are logged in.',
      signedUp: 'Welcome! Please log in.',
      offline: 'You are offline. Please check your connection.',
      reference: 'Reference'
    }
  },
  de: {
    messageOf: de,
    texts: {
      login: 'Anmelden',
      signUp: 'Registrieren',
      name: 'Name',
      email: 'E-Mail',
      password: 'Passwort',
      confirmation: 'Passwort noch einmal',
      loggedIn: 'Sie sind angemeldet.',
      signedUp: 'Willkommen! Bitte melden Sie sich an.',
      offline: 'Keine Verbindung. Bitte prüfen Sie Ihr Netz.',
      reference: 'Vorgang'
    }
  }
}
