'use strict'
// What `electron <folder>` runs, as in a released Electron: finds the application's folder and starts its main script.
const { app, dialog } = require('electron')
const { existsSync, readFileSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

const args = process.argv.slice(1)

function takeOptions() {
  const preloads = []
  let folder = null
  for (let i = 0; i < args.length && folder === null; i++) {
    if (args[i] === '-r' || args[i] === '--require') preloads.push(args[++i])
    else if (!args[i].startsWith('-')) folder = path.resolve(args[i])
  }
  return { preloads, folder }
}

// Electron's own copy of better-sqlite3 lies beside its executable; the application's would need a newer Node.
const database = path.join(path.dirname(process.execPath), 'better-sqlite3')
const resolve = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  return resolve.call(this, request === 'better-sqlite3' ? database : request, ...rest)
}

function start(folder) {
  const manifest = path.join(folder, 'package.json')
  if (existsSync(manifest)) {
    const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'))
    if (version) app.setVersion(version)
    app.name = productName ?? name ?? 'Electron'
    app.setDesktopName(`${app.name}.desktop`)
    if (!app.commandLine.hasSwitch('user-data-dir')) {
      app.setPath('userData', path.join(app.getPath('appData'), app.name))
    }
  }
  app.setAppPath(folder)
  process.defaultApp = true
  const main = resolve.call(Module, folder, null, true)
  if (main.endsWith('.mjs')) return import(require('node:url').pathToFileURL(main).href)
  return require(main)
}

const { preloads, folder } = takeOptions()
try {
  for (const file of preloads) require(file)
  if (folder === null) throw new Error('Give the folder of an application: electron <folder>')
  start(folder)
} catch (error) {
  console.error(error)
  dialog.showErrorBox('The application could not start', String(error?.stack ?? error))
  app.exit(1)
}
