import { readExifComment } from './automatic1111-exif.ts'
import { readRecord, type PictureRecord } from './picture-record.ts'

/**
 * What a picture file of any kind says about how it was made: Verso's record and AUTOMATIC1111's text in a PNG, that
 * text in the Exif comment of a JPEG or WebP. Files by others and hostile ones give nulls, never an error.
 */
export function readMetadata(bytes: Uint8Array): PictureRecord {
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50
  if (isPng) return readRecord(bytes)
  return { record: null, parameters: readExifComment(bytes), problem: null }
}
