import path from 'node:path';
import { defineConfig } from 'vite';

const checkout = path.resolve(import.meta.dirname, '../..');

/** `npx vite apps/console` serves the sources with the API of ZHUDAO_API behind them; the build goes to dist/console. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { alias: { '#domain': path.join(checkout, 'libs/domain/src/index.ts') } },
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: path.join(checkout, 'dist/console'),
    emptyOutDir: true,
    assetsInlineLimit: 0, // a data: address in a page would need a looser content security policy
    target: 'es2022',
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      // antd marks its files for React's server components, which there are none of here.
      onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
    },
  },
  server: { proxy: { '/api': process.env.ZHUDAO_API ?? 'http://127.0.0.1:3000' } },
});
