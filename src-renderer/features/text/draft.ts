export interface TextSettings {
  readonly family: string
  /** Height of the letters' square in document pixels. */
  readonly size: number
  readonly bold: boolean
  readonly italic: boolean
  readonly align: 'left' | 'center' | 'right'
}

/** Text that is being written and is not in the document yet. */
export interface TextDraft {
  /** Where its lines start, have their middle or end, by alignment; document pixels. */
  readonly x: number
  /** The top of its first line. */
  readonly y: number
  readonly text: string
}

/** Height of a line as a share of the letters' size. */
export const lineHeight = 1.25

export const plainText: TextSettings = {
  ...{ family: 'sans-serif', size: 48, bold: false, italic: false, align: 'left' },
}

/** The settings as CSS writes a font, `size` in its pixels. */
export function fontOf({ family, bold, italic }: TextSettings, size: number): string {
  const quoted =
    family === 'sans-serif' || family === 'serif' || family === 'monospace' ? family : `"${family}"`
  return `${italic ? 'italic ' : ''}${bold ? 'bold ' : ''}${size}px ${quoted}`
}
