// A moving picture out of screenshots: no recorder has to be installed, and it is the same from run to run.
import sharp from 'sharp';

/** Wide enough to read on a project's page, small enough to load at once. */
const WIDTH = 960;
const CAPTION_ID = 'film-caption';

/** Frames of the pages that are shown to it, each with a line that says who does what. */
export class Film {
  #frames = [];

  /** Keeps how the page looks now, to be shown for so long. */
  async show(page, caption, seconds = 2) {
    await page.evaluate(lay, { id: CAPTION_ID, caption });
    const picture = await page.screenshot({ animations: 'disabled' });
    await page.evaluate((id) => document.getElementById(id)?.remove(), CAPTION_ID);
    this.#frames.push({ picture, delay: seconds * 1_000 });
  }

  /** Writes an animated WebP that begins again at its end; resolves to its size in bytes. */
  async write(file) {
    const frames = await Promise.all(
      this.#frames.map(({ picture }) => sharp(picture).resize({ width: WIDTH }).png().toBuffer()),
    );
    const { size } = await sharp(frames, { join: { animated: true } })
      .webp({ delay: this.#frames.map(({ delay }) => delay), loop: 0, quality: 80, effort: 6 })
      .toFile(file);
    return size;
  }
}

/** Runs in the page. */
function lay({ id, caption }) {
  const line = document.createElement('div');
  line.id = id;
  line.textContent = caption;
  Object.assign(line.style, {
    position: 'fixed',
    insetInline: '0',
    bottom: '0',
    zIndex: '9999',
    padding: '10px 24px',
    fontSize: '20px',
    color: '#fff',
    background: 'rgba(11, 60, 93, 0.94)',
  });
  document.body.append(line);
}
