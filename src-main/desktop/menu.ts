import { Menu } from 'electron'

/**
 * macOS needs its menu for the system's own keys (copy, paste, quit). Elsewhere there is none: the window has its
 * own commands, and a menu would take keys away from them.
 */
export function installMenu(platform: NodeJS.Platform): void {
  const roles = ['appMenu', 'editMenu', 'windowMenu'] as const
  Menu.setApplicationMenu(
    platform === 'darwin' ? Menu.buildFromTemplate(roles.map((role) => ({ role }))) : null,
  )
}
