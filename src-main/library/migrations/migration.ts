/** One step of the schema. Once it has landed it is never edited: the next change is the next file. */
export interface Migration {
  /** Becomes `user_version`; leaves gaps so that a fix can be placed between two. */
  readonly number: number
  readonly sql: string
}
