import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Catalogue } from './catalogue.js';

const SOURCES = path.resolve(import.meta.dirname, '..');
const files = fs.readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
const components = files.filter((name) => name.endsWith('.tsx'));
const CHINESE = /[\u3400-\u9fff\uff00-\uffef]/;

/** [where, zh, en] of every text; a sentence is said with its values' places filled. */
const texts: [string, string, string][] = [];
const said = (text: unknown): string => (typeof text === 'function' ? String(text(1, 2, 3)) : String(text));

beforeAll(async () => {
  for (const name of files.filter((each) => /(^|[/.])texts\.ts$/.test(each)))
    collect(name, await import(path.join(SOURCES, name)));
});

function collect(where: string, value: object): void {
  for (const [key, each] of Object.entries(value)) {
    if ('zh' in each && 'en' in each) texts.push([`${where} ${key}`, said(each.zh), said(each.en)]);
    else collect(`${where} ${key}`, each as Catalogue);
  }
}

describe('the console’s texts', () => {
  it('say everything in both languages, each in its own', () => {
    expect(texts.length).toBeGreaterThan(100);
    const wrong = texts.filter(
      ([where, zh, en]) => !zh.trim() || !en.trim() || (CHINESE.test(en) && !where.endsWith('otherLanguage')),
    );
    expect(wrong).toEqual([]);
  });

  it.each(components)('stand in catalogues, not in %s', (name) => {
    const source = fs.readFileSync(path.join(SOURCES, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    const chinese = source.split('\n').filter((line) => CHINESE.test(line) && !/['`].*[、＿].*['`]/.test(line));
    const english = [...source.matchAll(/(?:>|\}) *([A-Za-z][A-Za-z ,.]{2,})(?:<\/|\{[a-z])/g)].map(
      ([, words]) => words,
    );
    const attributes = [...source.matchAll(/\b(?:aria-label|title|placeholder|label|alt)="[^"]*"/g)].map(
      ([attribute]) => attribute,
    );
    expect({
      chinese,
      english,
      attributes: attributes.filter(
        (each) => !/label="(opinion|items|changed|correctionNote|holdReason|grounds|note)"/.test(each),
      ),
    }).toEqual({ chinese: [], english: [], attributes: [] });
  });
});
