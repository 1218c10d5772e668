// accounts.csv in the data folder: who may sign in with which password on this installation. Passwords are made here,
// at random, and exist nowhere else in the clear.
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { writePrivate } from './paths.mjs';

const HEADER = ['login', 'password', 'name', 'posts'];
/** Without characters that are mistaken for one another when read aloud or typed from paper. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 14;

export const accountsFile = (data) => path.join(data, 'accounts.csv');

export const newPassword = () => Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** Accounts by login: {login, password, name, posts}. Empty where there is no file yet. */
export function readAccounts(file) {
  if (!fs.existsSync(file)) return new Map();
  const [, ...lines] = fs
    .readFileSync(file, 'utf8')
    .replace(/^\ufeff/, '')
    .split('\n')
    .filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [login, password, name, posts] = line.split(',');
      return [login, { login, password, name, posts }];
    }),
  );
}

/** Adds accounts to the file, which only its owner may read. */
export function addAccounts(file, accounts) {
  const all = readAccounts(file);
  for (const { login, password, name, posts } of accounts) {
    all.set(login, { login, password, name, posts: posts.map(({ office, role }) => `${office}/${role}`).join(' ') });
  }
  const rows = [...all.values()].map((each) => HEADER.map((column) => each[column]).join(','));
  // The mark at the beginning lets a spreadsheet program read the names.
  writePrivate(file, `\ufeff${HEADER.join(',')}\n${rows.join('\n')}\n`);
}
