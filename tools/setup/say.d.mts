export function say(text: string): void
export function fail(text: string): never
export function sayWhile<T>(text: string, work: () => Promise<T>): Promise<T>
