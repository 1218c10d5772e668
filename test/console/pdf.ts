import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { SCREENS } from './browser.js';

/** A page as it would come out of the printer, kept beside the screenshots for a person to look at. */
export async function printed(page: Page, name: string): Promise<{ readonly pages: number }> {
  await fs.mkdir(SCREENS, { recursive: true });
  const file = path.join(SCREENS, `${name}.pdf`);
  const pdf = await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  // Pictures of the pages where the machine can make them; the tests themselves need none.
  await promisify(execFile)('pdftoppm', ['-r', '70', '-png', file, file.slice(0, -4)]).catch(() => {});
  return { pages: pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0 };
}
