import './menu.css'
import type { Feature } from '../feature.ts'
import { MenuBar } from './menu-bar.tsx'

export const menu: Feature = { id: 'menu', views: { menu: MenuBar } }
