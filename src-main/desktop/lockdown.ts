import type { Session, WebContents } from 'electron'

/**
 * The window goes nowhere and is granted nothing: no navigation, no new windows, no permissions, no network. The
 * studio works offline, so every request that is not for its own page or pictures is refused.
 */
export function lockDown(
  contents: WebContents,
  session: Session,
  isTrustedUrl: (url: string) => boolean,
): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  session.setPermissionRequestHandler((_contents, permission, allow) => allow(isGranted(permission)))
  session.setPermissionCheckHandler((_contents, permission) => isGranted(permission))
  session.webRequest.onBeforeRequest((details, decide) =>
    decide({ cancel: !isOwn(details.url, isTrustedUrl) }),
  )
}

/** Pasting and copying pictures, and the names of the system's fonts for the text tool; nothing else is needed. */
const granted: readonly string[] = ['clipboard-read', 'clipboard-sanitized-write', 'local-fonts']

function isGranted(permission: string): boolean {
  return granted.includes(permission)
}

const ownSchemes = ['verso:', 'blob:', 'data:', 'devtools:']

function isOwn(url: string, isTrustedUrl: (url: string) => boolean): boolean {
  return isTrustedUrl(url) || ownSchemes.some((scheme) => url.startsWith(scheme))
}
