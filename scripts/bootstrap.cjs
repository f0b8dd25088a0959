'use strict';
/**
 * What has to be true before any TypeScript of this project can run: a Node that is new enough, the packages of the
 * lock file, and the generated database client. Node built-ins only, because it runs before anything is installed.
 */
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const MODULES = path.join(ROOT, 'node_modules');
const LOCK = path.join(ROOT, 'package-lock.json');
const INSTALL_STAMP = path.join(MODULES, '.full-circle-stamp');
const SCHEMA = path.join(ROOT, 'prisma', 'schema.prisma');
const GENERATED = path.join(ROOT, 'prisma', 'generated');
const GENERATE_STAMP = path.join(GENERATED, '.stamp');
const OLDEST_NODE = [20, 20, 0];

/** A reason for not going on that a person can act on; printed without a stack trace. */
class CannotRun extends Error {}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function checkNode(version = process.versions.node) {
  const have = version.split('.').map(Number);
  for (let part = 0; part < OLDEST_NODE.length; part++) {
    if (have[part] > OLDEST_NODE[part]) return;
    if (have[part] < OLDEST_NODE[part])
      throw new CannotRun(
        `Full Circle needs Node ${OLDEST_NODE.join('.')} or newer; this is ${version}. Install a newer Node and run the same command again.`,
      );
  }
}

function systemReport() {
  if (!process.report) return undefined;
  // Without this the report resolves the names of every open connection, which takes seconds where DNS is slow.
  process.report.excludeNetwork = true;
  return process.report.getReport();
}

function checkPlatform(report = systemReport()) {
  const known = {
    linux: ['x64', 'arm64'],
    darwin: ['x64', 'arm64'],
    win32: ['x64'],
  };
  if (!known[process.platform]?.includes(process.arch))
    throw new CannotRun(
      `There is no build of the Temporal worker for ${process.platform}/${process.arch}. Linux (glibc), macOS (x64, arm64) and Windows (x64) work.`,
    );
  if (process.platform === 'linux' && report && !report.header.glibcVersionRuntime)
    throw new CannotRun(
      'This system uses musl (Alpine?), and the Temporal worker has builds for glibc only. Use a Debian, Ubuntu or Fedora based system or image.',
    );
}

function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function installStamp() {
  const lock = readText(LOCK);
  if (lock === undefined)
    throw new CannotRun(`package-lock.json is missing in ${ROOT}: the checkout is incomplete.`);
  return digest(lock, process.platform, process.arch, process.versions.modules);
}

/** True when somebody ran `npm ci` by hand: everything that the lock asks for and that is not optional is there. */
function installedByHand() {
  const there = readText(path.join(MODULES, '.package-lock.json'));
  if (there === undefined) return false;
  const have = JSON.parse(there).packages;
  for (const [place, wanted] of Object.entries(JSON.parse(readText(LOCK)).packages)) {
    if (place === '' || wanted.optional || wanted.devOptional || wanted.dev || wanted.peer) continue;
    if (have[place]?.version !== wanted.version) return false;
  }
  return true;
}

function isLink(file) {
  try {
    return fs.lstatSync(file).isSymbolicLink();
  } catch {
    return false;
  }
}

/** The sentence for a person, from what npm wrote to its standard error. */
function whyNpmFailed(output, code) {
  if (/ENOSPC|no space left/i.test(output))
    return 'The disk is full. Packages need about 700 MB; make room and run the same command again.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output))
    return 'The package registry cannot be reached. Check the network (or the proxy in npm config) and run the same command again.';
  if (/EACCES|EPERM|EROFS/.test(output))
    return `npm may not write to ${MODULES}. Make it yours (it may have been made by another user) and run the same command again.`;
  if (/EUSAGE|can only install packages when your package.json/.test(output))
    return 'package.json and package-lock.json do not agree: run `npm install` and look at what it changes.';
  return `npm ci failed (exit code ${code}); its own words are above.`;
}

/** npm makes all folders first and fills them later, so a folder counts when its package.json is there. */
function countInstalled(folder = MODULES) {
  let count = 0;
  try {
    for (const name of fs.readdirSync(folder)) {
      if (name.startsWith('.')) continue;
      const place = path.join(folder, name);
      if (name.startsWith('@')) count += countInstalled(place);
      else if (fs.existsSync(path.join(place, 'package.json'))) count += 1;
    }
  } catch {
    return count;
  }
  return count;
}

function npmCommand() {
  const viaNpm = process.env.npm_execpath;
  if (viaNpm && /npm-cli\.c?js$/.test(viaNpm)) return [process.execPath, [viaNpm]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

async function runNpmCi() {
  const [command, first] = npmCommand();
  const total = Object.keys(JSON.parse(readText(LOCK)).packages).filter(
    (place) => place.lastIndexOf('node_modules/') === 0,
  ).length;
  const began = Date.now();
  say('Installing packages (npm ci); the first time takes a minute or two …');
  const child = spawn(command, [...first, 'ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: command.endsWith('.cmd'),
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const progress = setInterval(
    () => say(`  … ${countInstalled()} of up to ${total} packages in place, ${seconds()} s`),
    5000,
  );
  const { code, signal } = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += String(error);
      resolve({ code: error.code === 'ENOENT' ? 'npm not found' : 1, signal: null });
    });
    child.on('close', (exit, by) => resolve({ code: exit, signal: by }));
  });
  clearInterval(progress);
  if (signal) process.exit(signal === 'SIGINT' ? 130 : 143);
  if (code === 'npm not found')
    throw new CannotRun('npm was not found on the PATH. It comes with Node; install both.');
  if (code !== 0) {
    say(output.trimEnd());
    throw new CannotRun(whyNpmFailed(output, code));
  }
  say(`Packages installed in ${seconds()} s.`);
}

/** Runs `npm ci` when packages are missing or the lock file has changed since the last install. */
async function ensureInstalled() {
  const stamp = installStamp();
  if (readText(INSTALL_STAMP) === stamp) return;
  // Removing what a link points at would empty somebody else's folder.
  if (isLink(MODULES)) return;
  if (!installedByHand()) await runNpmCi();
  try {
    fs.writeFileSync(INSTALL_STAMP, stamp);
  } catch {
    // Packages that belong to another user are looked at again next time; that takes milliseconds.
  }
}

/**
 * Generates the database client when the schema changed. Generating needs no schema engine, but the Prisma CLI would
 * download one first unless it is told of an executable that exists: any does.
 */
function ensureGenerated() {
  const schema = readText(SCHEMA);
  if (schema === undefined) return;
  const cli = path.join(MODULES, 'prisma', 'build', 'index.js');
  const version = readText(path.join(MODULES, 'prisma', 'package.json'));
  if (version === undefined) throw new CannotRun('Packages are not installed yet: run `npm ci` first.');
  const stamp = digest(schema, version);
  if (readText(GENERATE_STAMP) === stamp) return;
  const result = spawnSync(process.execPath, [cli, 'generate', '--schema', SCHEMA, '--no-hints'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (result.status !== 0) {
    say(`${result.stdout ?? ''}${result.stderr ?? ''}`.trimEnd());
    throw new CannotRun('The database client could not be generated from prisma/schema.prisma.');
  }
  fs.writeFileSync(GENERATE_STAMP, stamp);
}

/**
 * A Ctrl-C under `npm run` arrives twice: the terminal signals the whole group and npm passes its own copy on. A
 * person who presses it a second time needs longer than this.
 */
function oneSignalPerKeyPress() {
  const emit = process.emit;
  const last = { SIGINT: 0, SIGTERM: 0 };
  process.emit = function once(event, ...rest) {
    if (event === 'SIGINT' || event === 'SIGTERM') {
      const now = Date.now();
      if (now - last[event] < 500) return true;
      last[event] = now;
    }
    return emit.call(this, event, ...rest);
  };
}

/** Runs a TypeScript file in this process, as if it had been named on Node's own command line. */
function runTypeScript(file, args) {
  const full = path.resolve(ROOT, file);
  if (!fs.existsSync(full)) throw new CannotRun(`There is no ${path.relative(process.cwd(), full)}.`);
  process.env.TSX_TSCONFIG_PATH ??= path.join(ROOT, 'tsconfig.json');
  process.argv = [process.argv[0], full, ...args];
  oneSignalPerKeyPress();
  require(path.join(MODULES, 'tsx', 'dist', 'cjs', 'index.cjs'));
  require(full);
}

function explain(error) {
  if (error instanceof CannotRun) say(error.message);
  else if (error?.code === 'ENOSPC') say('The disk is full. Make room and run the same command again.');
  else say(error?.stack ?? String(error));
  process.exitCode = 1;
}

module.exports = {
  CannotRun,
  checkNode,
  checkPlatform,
  ensureGenerated,
  ensureInstalled,
  explain,
  runTypeScript,
  whyNpmFailed,
};
