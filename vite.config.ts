import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = path.join(import.meta.dirname, 'src-renderer')

export default defineConfig({
  root,
  // Relative, since the page is opened from a folder or a package, not from a server's root.
  base: './',
  plugins: [react()],
  build: {
    outDir: path.join(import.meta.dirname, 'out', 'renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // The content security policy allows neither inline scripts nor data URLs for fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    sourcemap: true,
  },
  worker: { format: 'es' },
})
