import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contributor } from '#shared/entities/contributor.ts'
import { useParts } from '../parts-context.ts'

/** Whose works the model learned from, each with the licence; a model that does not say so is told as one. */
export function LearnedFrom({ model }: { model: string }) {
  const { t } = useTranslation()
  const { client } = useParts()
  const [contributors, setContributors] = useState<readonly Contributor[] | null>([])
  useEffect(() => {
    let wanted = true
    void client.api('models.contributors', { model }).then((answer) => {
      if (wanted) setContributors(answer.ok ? answer.value : null)
    })
    return () => {
      wanted = false
    }
  }, [client, model])
  if (contributors === null) return <span className="uncredited">{t('verso.uncredited')}</span>
  return (
    <ul className="contributors">
      {contributors.map(({ author, licence, link, works }) => (
        <li key={`${author} ${licence} ${link}`} title={link}>
          {author} <span className="licence">{licence}</span>{' '}
          <span className="works">{t('verso.works', { count: works })}</span>
        </li>
      ))}
    </ul>
  )
}
