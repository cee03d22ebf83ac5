import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '#shared/errors.ts'
import { samplerNames, deviceNames } from '#shared/entities/generation-request.ts'

function texts(language: string): Record<string, string> {
  const files = globSync(`assets/locales/${language}/*.json`).toSorted()
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as object))
}

const languages = { en: texts('en'), 'zh-CN': texts('zh-CN') }

/** What a text leaves open, such as `{{subject}}`. */
function gaps(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort()
}

describe('texts', () => {
  it('exist in both languages under the same keys, with the same gaps', () => {
    expect(Object.keys(languages['zh-CN'])).toEqual(Object.keys(languages.en))
    for (const [key, text] of Object.entries(languages.en)) {
      expect(text.trim(), key).not.toBe('')
      expect(gaps(languages['zh-CN'][key] ?? ''), key).toEqual(gaps(text))
    }
  })

  it.each(errorCodes)('say what %s means, also with what it is about', (code) => {
    for (const language of Object.values(languages)) {
      expect(language[`error.${code}.plain`]).toBeTruthy()
      expect(language[`error.${code}.named`]).toContain('{{subject}}')
    }
  })

  it('name every sampler and device', () => {
    for (const name of samplerNames) expect(languages.en).toHaveProperty([`sampler.${name}`])
    for (const name of deviceNames) expect(languages.en).toHaveProperty([`device.${name}`])
  })

  it('exist for every key that the window asks for', () => {
    const known = new Set(Object.keys(languages.en).map((key) => key.replace(/_(zero|one|other)$/, '')))
    const asked = globSync('src-renderer/**/*.{ts,tsx}').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:\bt\(|labelKey: |hintKey: |textKey: )'([^']+)'/g)].map(
        ([, key]) => key,
      ),
    )
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter((key) => !known.has(key ?? ''))).toEqual([])
  })
})
