import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { VersoError } from '#shared/errors.ts'
import { damaged } from '#engine/weights/damaged.ts'
import { fileSource } from './byte-source.ts'
import { checkExternalData } from './external-data.ts'
import { refused } from './limits.ts'
import { readModel } from './read-model.ts'
import type { ModelFacts } from './read-model.ts'

/** A foreign ONNX file that ONNX Runtime may be given, and what was learned of it. */
export interface CheckedModel extends ModelFacts {
  readonly file: string
  /** The file and those that its weights lie in. */
  readonly paths: readonly string[]
}

/**
 * The gate that every foreign ONNX file goes through before ONNX Runtime sees it. Its weights are passed over, not
 * read. Throws `model-missing`, `model-damaged` or `model-unsupported`, with the file, the reason and the way out.
 */
export function checkOnnxFile(file: string): CheckedModel {
  const descriptor = openFile(file)
  try {
    refusePointers(file, descriptor)
    const facts = readModel(file, fileSource(descriptor, fstatSync(descriptor).size))
    const outside = checkExternalData(file, facts.constants)
    return { ...facts, file, paths: [file, ...outside] }
  } finally {
    closeSync(descriptor)
  }
}

function openFile(file: string): number {
  // Opening a pipe would wait for whoever writes to it.
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw refused(file, 'it is no file')
  try {
    return openSync(file, 'r')
  } catch (cause) {
    const message = `${file} cannot be opened. Check that it is there and that you may read it, or get the model again.`
    throw new VersoError('model-missing', message, { subject: file, cause })
  }
}

/** What failed downloads leave behind says more than "no ONNX model" would. */
function refusePointers(file: string, descriptor: number): void {
  const first = new Uint8Array(64)
  const text = new TextDecoder('latin1').decode(first.subarray(0, readSync(descriptor, first, 0, 64, 0)))
  if (text.startsWith('version https://git-lfs'))
    throw damaged(file, 'it is a pointer of Git LFS, not the model')
  if (/^\s*<(!doctype|html)/i.test(text)) throw damaged(file, 'it is a web page, not the model')
  if (text.startsWith('PK\u0003\u0004')) throw refused(file, 'it is an archive, not an ONNX model')
}
