import { describe, expect, it } from 'vitest'
import { objectionTo } from '#tools/house/layers.ts'
import { findCycles, importsOf, readSources } from '#tools/house/sources.ts'

const sources = readSources('src-shared', 'src-main', 'src-renderer')

describe('the direction of imports', () => {
  it('is kept by every file', () => {
    const objections = sources.flatMap((file) =>
      importsOf(file).flatMap(({ specifier }) => {
        const objection = objectionTo(file.path, specifier)
        return objection ? [`${file.path} imports ${specifier}: ${objection}`] : []
      }),
    )
    expect(objections).toEqual([])
  })

  it('goes round in no circle', () => {
    expect(findCycles(sources).map((cycle) => cycle.join(' → '))).toEqual([])
  })
})

describe('the table of rooms', () => {
  it.each([
    ['src-renderer/features/brush/index.ts', '#features/layers/index.ts'],
    ['src-renderer/ui/button.tsx', '#client/client.ts'],
    ['src-renderer/app/shell.tsx', '#engine/engine.ts'],
    ['src-main/engine/engine.ts', '#library/open-library.ts'],
    ['src-main/services/generation.ts', '#desktop/window.ts'],
    ['src-main/services/generation.ts', 'electron'],
    ['src-main/services/queue.ts', 'better-sqlite3'],
    ['src-main/engine/pipelines/generate.ts', 'onnxruntime-node'],
    ['src-main/engine/samplers/ddim.ts', '../runtime/onnx.ts'],
    ['src-renderer/features/brush/brush.ts', 'konva'],
    ['src-shared/result.ts', 'react'],
    ['src-shared/result.ts', 'node:fs'],
    ['src-shared/result.ts', 'left-pad'],
    ['src-main/cli.ts', '#ui/button.tsx'],
  ])('refuses %s importing %s', (file, specifier) => {
    expect(objectionTo(file, specifier)).not.toBeNull()
  })

  it.each([
    ['src-main/main.ts', '#ipc/server.ts'],
    ['src-main/services/generation.ts', '#library/open-library.ts'],
    ['src-main/engine/samplers/ddim.ts', '../tensor/tensor.ts'],
    ['src-main/library/open-library.ts', 'better-sqlite3'],
    ['src-renderer/app/features.ts', '#features/brush/index.ts'],
    ['src-renderer/features/brush/brush.ts', './states/painting.ts'],
    ['src-renderer/editor/stage.ts', 'konva'],
  ])('lets %s import %s', (file, specifier) => {
    expect(objectionTo(file, specifier)).toBeNull()
  })
})

it('sees a circle, but not one of types alone', () => {
  const file = (path: string, text: string) => ({ path, text, lines: 1 })
  const ring = [
    file('src-shared/a.ts', "import { b } from '#shared/b.ts'"),
    file('src-shared/b.ts', "export * from './a.ts'"),
  ]
  const types = [
    file('src-shared/a.ts', "import type { B } from './b.ts'"),
    file('src-shared/b.ts', "export * from './a.ts'"),
  ]
  expect(findCycles(ring)).toEqual([['src-shared/a.ts', 'src-shared/b.ts', 'src-shared/a.ts']])
  expect(findCycles(types)).toEqual([])
})
