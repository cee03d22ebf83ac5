import { join } from 'node:path'
import { saveStored, type Stored } from './safetensors.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A file for the upscaler's network whose weights are all zero: it then repeats pixels. */
export function repeatingUpscaler(): string {
  const stored: Stored = new Map()
  const layer = (name: string, out: number, width: number): void => {
    const shape = [out, width, 3, 3]
    stored.set(`${name}.weight`, { dtype: 'F16', shape, bytes: new Uint8Array(out * width * 18) })
    stored.set(`${name}.bias`, { dtype: 'F16', shape: [out], bytes: new Uint8Array(out * 2) })
  }
  layer('first', 64, 3)
  for (let block = 0; block < 8; block++)
    for (const half of ['first', 'second']) layer(`blocks.${block}.${half}`, 64, 64)
  layer('last', 12, 64)
  const file = join(temporaryFolder(), 'x2.safetensors')
  saveStored(file, stored)
  return file
}
