import { launchStudio } from '#tests/support/launch-studio.ts'

/**
 * How long the built studio takes from the start of its process until the window can be used
 * (`body[data-ready=true]`), five times on the same library. Set-up and build are not in it: they are done before.
 */
const runs = 5
const seconds: number[] = []
let studio = await timedLaunch()
for (let run = 1; run < runs; run++) {
  await studio.close()
  studio = await timedLaunch(studio.library, studio.userData)
}
await studio.dispose()
const sorted = seconds.toSorted((a, b) => a - b)
console.log(JSON.stringify({ runs, medianSeconds: sorted[Math.floor(runs / 2)], seconds }, null, 2))

async function timedLaunch(library?: string, userData?: string) {
  const started = performance.now()
  const launched = await launchStudio({
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    ...(library === undefined ? {} : { library }),
    ...(userData === undefined ? {} : { userData }),
  })
  await launched.window.waitForSelector('body[data-ready=true]')
  seconds.push(Math.round(performance.now() - started) / 1000)
  return launched
}
