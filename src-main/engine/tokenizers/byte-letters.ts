/** The printable letter that stands for each byte in byte-pair vocabularies, as OpenAI's tokenizers chose them. */
export const byteLetters: readonly string[] = assignLetters()

function assignLetters(): string[] {
  const printable = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae
  let next = 0x100
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++))
}
