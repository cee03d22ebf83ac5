import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GalleryItem } from '#shared/entities/asset.ts'
import type { AddedPart, GenerationRecord } from '#shared/entities/generation-record.ts'
import { isPartOf } from '#shared/quick-way.ts'
import { thumbnailUrl } from '#client/pictures.ts'
import { LearnedFrom } from './learned-from.tsx'

interface VersoProps {
  item: GalleryItem
  onShow(sha256: string): void
}

/** The back of a picture: everything that is known of how it came about. */
export function Verso({ item, onShow }: VersoProps) {
  const { t, i18n } = useTranslation()
  const { asset, record } = item
  const size = t('verso.pixels', { width: asset.width, height: asset.height })
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' })
  if (!record) {
    return (
      <dl className="verso">
        <Row name={t('verso.origin')}>{t(`origin.${asset.origin}`)}</Row>
        <Row name={t('verso.size')}>{size}</Row>
        <Row name={t('verso.created')}>{when.format(new Date(asset.createdAt))}</Row>
        <Row name={t('verso.file')} code={asset.sha256} />
      </dl>
    )
  }
  return (
    <dl className="verso">
      <PromptRows record={record} />
      <Row name={t('verso.size')}>{size}</Row>
      <RequestRows record={record} />
      <MakingRows record={record} when={when} />
      {record.parents.length > 0 && (
        <Row name={t('verso.parents')}>
          {record.parents.map(({ sha256, role }) => (
            <button key={sha256 + role} type="button" className="parent" onClick={() => onShow(sha256)}>
              <img src={thumbnailUrl(sha256)} alt="" />
              {t(`verso.parent-${role}`)}
            </button>
          ))}
        </Row>
      )}
      <Row name={t('verso.file')} code={asset.sha256} />
    </dl>
  )
}

function PromptRows({ record }: { record: GenerationRecord }) {
  const { t } = useTranslation()
  const { request, promptSent, negativePromptSent } = record
  const sent = promptSent.text === request.prompt ? t('verso.as-typed') : promptSent.text
  return (
    <>
      <Row name={t('verso.prompt')}>{request.prompt || t('verso.none')}</Row>
      <Row name={t('verso.prompt-sent')}>{t('verso.sent', { text: sent, count: promptSent.tokens })}</Row>
      {request.template && <Row name={t('verso.typed')}>{request.template.prompt}</Row>}
      {promptSent.cut && <Row name={t('verso.cut')}>{promptSent.cut}</Row>}
      {record.regionPromptsSent.map(({ text, cut }, index) => (
        <Row key={index} name={t('verso.region', { number: index + 1 })}>
          {t(cut ? 'verso.region-cut' : 'verso.region-sent', {
            ...{ text, cut, weight: request.regions[index]?.weight ?? 1 },
          })}
        </Row>
      ))}
      {request.negativePrompt && <Row name={t('verso.negative')}>{negativePromptSent.text}</Row>}
    </>
  )
}

function RequestRows({ record }: { record: GenerationRecord }) {
  const { t, i18n } = useTranslation()
  const { request, samplerUsed, model, task } = record
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' })
  return (
    <>
      <Row name={t('verso.task')}>{t(`task.${task}`)}</Row>
      {task !== 'txt2img' && <Row name={t('request.strength')}>{percent.format(request.strength)}</Row>}
      <Row name={t('request.seed')}>{request.seed}</Row>
      <Row name={t('request.sampler')}>{t(`sampler.${samplerUsed}`)}</Row>
      <Row name={t('request.steps')}>{request.steps}</Row>
      <Row name={t('request.guidance')}>{request.guidanceScale}</Row>
      <Row name={t('request.model')}>{model.name}</Row>
      <Row name={t('verso.model-hash')} code={model.hash} />
      {record.added.length > 0 && (
        <Row name={t('verso.added')}>
          {record.added.map((part, index) => (
            <AddedLine key={index} part={part} isOwn={isOwnFile(record, part)} />
          ))}
        </Row>
      )}
      <Row name={t('verso.licence')}>{model.licence ?? t('verso.unknown')}</Row>
      <Row name={t('verso.learned-from')}>
        <LearnedFrom model={request.model} />
      </Row>
    </>
  )
}

/** Whether the request took this file out of the model's own folder: then it is the model's way in few steps. */
function isOwnFile({ request }: GenerationRecord, { kind, name }: AddedPart): boolean {
  const isIt = (file: string) => isPartOf(request.model, file) && file.endsWith(`${name}.safetensors`)
  return kind === 'lora' && request.loras.some(({ file }) => isIt(file))
}

function AddedLine({ part, isOwn }: { part: AddedPart; isOwn: boolean }) {
  const { t, i18n } = useTranslation()
  const { kind, name, weight, sha256 } = part
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 })
  const what = t(isOwn ? 'added.quick' : `added.${kind}`, { name })
  return (
    <span className="version" title={sha256}>
      {weight === null ? what : t('added.weighed', { what, weight: number.format(weight) })}
    </span>
  )
}

function MakingRows({ record, when }: { record: GenerationRecord; when: Intl.DateTimeFormat }) {
  const { t, i18n } = useTranslation()
  const { timings, energy, versions } = record
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 })
  const seconds = (ms: number) => number.format(ms / 1000)
  return (
    <>
      <Row name={t('request.device')}>{t(`device.${record.device}`)}</Row>
      <Row name={t('verso.times')}>
        {t('verso.times-value', {
          load: seconds(timings.loadMs),
          encode: seconds(timings.encodeMs),
          denoise: seconds(timings.denoiseMs),
          decode: seconds(timings.decodeMs),
        })}
      </Row>
      <Row name={t('verso.energy')}>
        {t(`verso.energy-${energy.method}`, { wattHours: number.format(energy.wattHours) })}
      </Row>
      <Row name={t('verso.created')}>{when.format(new Date(record.createdAt))}</Row>
      <Row name={t('verso.versions')}>
        {Object.entries(versions).map(([name, version]) => (
          <span key={name} className="version">
            {t('verso.version', { name, version })}
          </span>
        ))}
      </Row>
    </>
  )
}

function Row({ name, code, children }: { name: string; code?: string; children?: ReactNode }) {
  return (
    <div className="verso-row">
      <dt>{name}</dt>
      <dd>{code ? <code title={code}>{code}</code> : children}</dd>
    </div>
  )
}
