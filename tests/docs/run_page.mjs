// Runs a documentation page as its reader would, and compares the output with the page.
//
//   ```console        commands behind "$ ", each followed by its expected output
//   ```toml file=NAME a file that the commands find in their working directory (any language)
//
// In expected output "…" stands for any text, alone on a line for any lines. A command without expected output must
// succeed. What only reads, such as a page of the gateway or a file, is read again until it is as expected. A command
// that ends in " &" runs in the background; the page continues once it reports that it listens. Everything started
// here is ended here, and must end well.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const page = resolve(process.argv[2])
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const folder = mkdtempSync(join(tmpdir(), 'wayfinder-docs-'))
const environment = { ...process.env, PATH: `${dirname(process.env.WAYFINDER_BINARY)}:${process.env.PATH}` }
const background = []
// Commands that cannot run inside the test run because they are the test run.
const thisVeryRun = ['./dev test']
// What a reading command, or the one after a wait, reads.
const reading = /(?:^|(?:^|; )sleep \d+; )((?:curl -s (?:\S+ )*\S+\/(?:healthz|metrics)|cat|cut|ls|ps)\b(?:[^;&>]|2> \/dev\/null)*)$/
const patience = 20_000 // milliseconds that a reading may take to be as expected

function blocks(text) {
  const found = []
  for (const match of text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm))
    found.push({ language: match[1], file: /file=(\S+)/.exec(match[2])?.[1], body: match[3] })
  return found
}

function steps(body) {
  const found = []
  const lines = body.split('\n').slice(0, -1)
  for (let i = 0; i < lines.length; ++i) {
    if (lines[i].startsWith('$ ')) {
      let command = lines[i].slice(2)
      while (command.endsWith('\\')) command = `${command.slice(0, -1)}${lines[++i].trim()}`
      found.push({ command, expected: [] })
    } else if (found.length > 0) {
      found.at(-1).expected.push(lines[i])
    }
  }
  return found
}

function matches(expected, printed) {
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const line = (text) => text.split('…').map(escape).join('[^\\n]*')
  const pattern = expected.map((text) => (text === '…' ? '(?:[^\\n]*\\n)*' : `${line(text)}\\n`)).join('')
  return new RegExp(`^${pattern}$`).test(printed)
}

const normal = (text) => (text.replace(/\r/g, '').replace(/\n*$/, '\n'))
const place = (command) => (command.startsWith('./dev') ? root : folder)

function runToEnd(command) {
  const assignment = /^export (\w+)=(.*)$/.exec(command)
  if (assignment) {
    environment[assignment[1]] = spawnSync('bash', ['-c', `printf %s ${assignment[2]}`], { cwd: place(command), env: environment, encoding: 'utf8' }).stdout
    return { status: 0, printed: '' }
  }
  const done = spawnSync('bash', ['-c', command], { cwd: place(command), env: environment, encoding: 'utf8', timeout: 120_000 })
  if (done.error) throw done.error
  return { status: done.status ?? done.signal, printed: done.stdout + done.stderr }
}

/** What it prints; what only reads is read again until that is `wanted`. */
async function runAsWritten(command, wanted) {
  let { status, printed } = runToEnd(command)
  if (wanted.length === 0 && status !== 0) throw new Error(`'${command}' ended with ${status}:\n${printed}`)
  const again = reading.exec(command)?.[1]
  const end = performance.now() + patience
  while (again && wanted.length > 0 && !matches(wanted, normal(printed)) && performance.now() < end) {
    await sleep(200)
    printed = runToEnd(again).printed
  }
  return printed
}

async function runInBackground(command) {
  const child = spawn('bash', ['-c', `exec ${command.slice(0, -2)}`], { cwd: place(command), env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const ended = new Promise((settle) => child.once('exit', (code, signal) => settle(signal ?? code)))
  background.push({ command, child, ended, log: () => printed })
  return new Promise((settle, fail) => {
    const take = (bytes) => {
      printed += bytes
      if (/listening on .*\n/.test(printed)) settle(printed.split('\n').filter((line) => / (info|warning|error) /.test(line)).join('\n'))
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('exit', (code) => fail(new Error(`'${command}' ended with ${code}:\n${printed}`)))
  })
}

async function endBackground() {
  const complaints = []
  for (const { command, child, ended, log } of background) {
    child.kill('SIGTERM')
    const how = await ended
    const well = how === 0 || (how === 'SIGTERM' && command.startsWith('node ')) // a script without a handler for it
    if (!well) complaints.push(`'${command}' ended with ${how}:\n${log()}`)
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
}

async function main() {
  const sdk = process.env.WAYFINDER_SDK
  if (sdk && existsSync(join(sdk, 'node_modules'))) symlinkSync(join(sdk, 'node_modules'), join(folder, 'node_modules'))
  const all = blocks(readFileSync(page, 'utf8'))
  for (const block of all) if (block.file) writeFileSync(join(folder, block.file), block.body)

  let count = 0
  for (const { command, expected } of all.filter((block) => block.language === 'console').flatMap((block) => steps(block.body))) {
    if (thisVeryRun.includes(command)) continue
    const wanted = expected.length === 0 ? [] : normal(expected.join('\n')).split('\n').slice(0, -1)
    const printed = command.endsWith(' &') ? await runInBackground(command) : await runAsWritten(command, wanted)
    ++count
    if (expected.length > 0 && !matches(wanted, normal(printed)))
      throw new Error(`$ ${command}\n--- the page says\n${expected.join('\n')}\n--- it prints\n${printed}`)
  }
  console.log(`${basename(page)}: ${count} commands do as the page says`)
}

let failed = false
for (const part of [main, endBackground]) {
  try {
    await part()
  } catch (error) {
    console.error(`${basename(page)}: ${error.message}`)
    failed = true
  }
}
rmSync(folder, { recursive: true, force: true })
process.exit(failed ? 1 : 0)
