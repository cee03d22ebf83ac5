/** Set-up talks on stderr, so that the output of a command stays the command's own. */
export function say(text) {
  process.stderr.write(`verso: ${text}\n`)
}

/** @returns {never} */
export function fail(text) {
  process.stderr.write(`\nverso: ${text}\n`)
  process.exit(1)
}

/** Runs `work` while a line on the terminal counts the seconds; without a terminal it prints the line once. */
export async function sayWhile(text, work) {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  if (!process.stderr.isTTY) {
    say(`${text} …`)
    return await work()
  }
  const draw = () => process.stderr.write(`\rverso: ${text} … ${seconds()} s `)
  draw()
  const timer = setInterval(draw, 1000)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    process.stderr.write('\n')
  }
}
