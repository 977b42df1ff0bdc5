/** What differs between two catalogues, one sentence each. */
export interface Differences {
  /** Changes that a client of the old catalogue can fail on, or a service that raises its errors: a new required detail has to be given. */
  readonly breaking: string[]
  readonly additions: string[]
  /** Everything else: descriptions, headers, groups, fallbacks, retired codes. */
  readonly changes: string[]
}
