import { GenerationRecord } from '#shared/entities/generation-record.ts'
import type { ReadableDb, WritableDb } from '../handles.ts'

/** Which job made it, and which picture of the job it is; null for a record read from an imported picture. */
export interface GenerationSource {
  readonly jobId: string
  readonly index: number
}

/** Adds the record of the picture `sha256`; false when the library has that generation already. */
export function insertGeneration(
  db: WritableDb,
  sha256: string,
  record: GenerationRecord,
  source: GenerationSource | null,
): boolean {
  const { request } = record
  const row = {
    id: record.id,
    sha256,
    job_id: source?.jobId ?? null,
    job_index: source?.index ?? null,
    task: record.task,
    // All words that can be searched for: those of regions too.
    prompt: [request.prompt, ...request.regions.map(({ prompt }) => prompt)].join('\n'),
    negative_prompt: request.negativePrompt,
    seed: request.seed,
    noise: request.noise,
    steps: request.steps,
    sampler: record.samplerUsed,
    schedule: request.schedule,
    guidance: request.guidanceScale,
    strength: request.strength,
    width: request.width,
    height: request.height,
    device: record.device,
    model: record.model.name,
    model_hash: record.model.hash,
    created_at: record.createdAt,
    watt_hours: record.energy.wattHours,
    energy_method: record.energy.method,
    record: JSON.stringify(record),
  }
  const columns = Object.keys(row)
  const sql = `INSERT INTO generations (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT DO NOTHING`
  return db.run(sql, ...Object.values(row)) > 0
}

/** Null for a record that this version can't read, so that one such does not hide the whole gallery. */
export function recordOf(text: string): GenerationRecord | null {
  const parsed = GenerationRecord.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}

/** The latest records of pictures whose request named this model. */
export function latestRecordsOf(db: ReadableDb, model: string, most: number): GenerationRecord[] {
  const sql = `SELECT record FROM generations WHERE json_extract(record, '$.request.model') = ?
    ORDER BY number DESC LIMIT ?`
  return db.all<{ record: string }>(sql, model, most).flatMap(({ record }) => recordOf(record) ?? [])
}

/** Pictures that a job has made, in the order of their seeds, with their place in the batch. */
export function picturesOfJob(db: ReadableDb, jobId: string): { index: number; sha256: string }[] {
  return db.all(
    'SELECT job_index AS "index", sha256 FROM generations WHERE job_id = ? ORDER BY job_index',
    jobId,
  )
}
