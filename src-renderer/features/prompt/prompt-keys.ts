import { changeWeight } from '#shared/prompts/weight-keys.ts'
import type { Command } from '#ui/commands/command.ts'
import type { FeatureParts } from '../feature.ts'
import { changeText, focusedBox, promptBox, replaceText } from '#ui/prompt-box.ts'
import { type HistoryPlace, pastPrompts, present, stepHistory } from './prompt-history.ts'

/** Commands of the prompt's boxes: weights, history, and the way there. */
export function promptCommands(parts: FeatureParts): Command[] {
  const goBack = historyKeys(parts)
  const inBox = { inText: true, enabled: () => focusedBox() !== null }
  const key = (id: string, labelKey: string, keys: string, run: () => void): Command => ({
    ...{ id: `prompt.${id}`, labelKey, keys: [keys], run },
    ...inBox,
  })
  return [
    {
      id: 'prompt.focus',
      labelKey: 'command.focus-prompt',
      keys: ['P'],
      run() {
        parts.editor.session.set((session) => ({ ...session, room: 'canvas' }))
        promptBox()?.focus()
      },
    },
    key('heavier', 'command.heavier', 'Mod+ArrowUp', () => weigh(1)),
    key('lighter', 'command.lighter', 'Mod+ArrowDown', () => weigh(-1)),
    key('older', 'command.older-prompt', 'Alt+ArrowUp', () => goBack(1)),
    key('newer', 'command.newer-prompt', 'Alt+ArrowDown', () => goBack(-1)),
  ]
}

function weigh(direction: 1 | -1): void {
  const box = focusedBox()
  if (!box) return
  const change = changeWeight(box.value, { start: box.selectionStart, end: box.selectionEnd }, direction)
  if (change) changeText(box, change)
}

/** Steps through what the queue was asked for before; what was being typed waits at the newest end. */
function historyKeys({ client, notices }: FeatureParts): (by: 1 | -1) => void {
  const seen: { place: HistoryPlace; text: string } = { place: present, text: '' }
  return (by) => {
    const box = focusedBox()
    if (!box) return
    // Whoever typed since then begins anew.
    if (box.value !== seen.text) seen.place = present
    const isNegative = box.dataset.prompt === 'negativePrompt'
    const all = pastPrompts(client.jobs.get()).map((past) => (isNegative ? past.negativePrompt : past.prompt))
    const past = [...new Set(all)].filter((text) => text !== '')
    const step = stepHistory(past, seen.place, box.value, by)
    if (!step)
      return notices.show({ tone: 'info', textKey: by === 1 ? 'prompt.no-older' : 'prompt.no-newer' })
    seen.place = step.place
    seen.text = step.text
    replaceText(box, step.text)
  }
}
