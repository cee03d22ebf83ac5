import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { BlendMode } from '#shared/entities/blend-mode.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Camera } from './camera.ts'
import { type FillSettings, defaultFill } from './seen/fill-settings.ts'

/** How a painting tool touches the canvas; lengths in document pixels, the rest from 0 to 1. */
export interface Tip {
  readonly size: number
  readonly hardness: number
  /** Most that one stroke covers. */
  readonly opacity: number
  /** How much of what is missing one dab covers. */
  readonly flow: number
  /** Way from dab to dab, as a share of the tip's size. */
  readonly spacing: number
  /** How much of a trembling hand is held back. */
  readonly smoothing: number
  /** Shorter by longer axis. */
  readonly roundness: number
  /** Of the longer axis, in degrees, clockwise. */
  readonly angle: number
  /** How much the paper's tooth shows where paint is thin. */
  readonly grain: number
  readonly pressureSize: boolean
  readonly pressureOpacity: boolean
  readonly pressureFlow: boolean
  /** A leaning pen makes the tip an ellipse that leans with it. */
  readonly tilt: boolean
  readonly blend: BlendMode
}

/** A picture shown over the layers without being one: a candidate or a preview. */
export interface Floating {
  readonly image: CanvasImageSource
  readonly bounds: Rectangle
}

/** What is not part of the document and not kept: tool, camera, what is looked at. */
export interface Session {
  readonly toolId: string
  /** The tool to go back to while another one is borrowed by a held key. */
  readonly borrowedFrom: string | null
  readonly camera: Camera
  readonly viewport: { readonly width: number; readonly height: number }
  /** What differs from `defaultTip`, by tool; ask `tipOf`. */
  readonly tips: Readonly<Record<string, Partial<Tip>>>
  /** Foreground and background, `#rrggbb`, and those used last, the newest first. */
  readonly colour: string
  readonly background: string
  readonly recentColours: readonly string[]
  /** The mask brush takes away instead of adding. */
  readonly subtracting: boolean
  readonly floating: Floating | null
  /** The chosen entry of the staging strip: a picture's hash or a job's id. */
  readonly staged: string | null
  readonly stagedHidden: boolean
  readonly room: 'canvas' | 'gallery' | 'grids'
  /** Ids of the layers that commands work on together; ask `selectedLayersOf`, since layers come and go. */
  readonly selectedLayers: readonly string[]
  /** Groups whose layers the list does not show. */
  readonly closedGroups: readonly string[]
  /** The layer whose name is being written. */
  readonly renamingLayer: string | null
  /** How masked parts and the room around a picture are made. */
  readonly fill: FillSettings
  /** Whether the canvas shows what the model will see: while it is pointed at (`peek`), or until it is put away. */
  readonly seen: { readonly pinned: boolean; readonly peek: boolean }
}

export const defaultTip: Tip = {
  ...{ size: 40, hardness: 0.8, opacity: 1, flow: 1, spacing: 0.1, smoothing: 0 },
  ...{ roundness: 1, angle: 0, grain: 0, blend: 'normal' },
  ...{ pressureSize: true, pressureOpacity: false, pressureFlow: false, tilt: false },
}

export function newSession(): Session {
  return {
    toolId: 'brush',
    borrowedFrom: null,
    camera: { x: 0, y: 0, zoom: 1 },
    viewport: { width: 1, height: 1 },
    tips: { smudge: { opacity: 0.7, hardness: 0.5 }, clone: { hardness: 0.5 } },
    colour: '#d1495b',
    background: '#ffffff',
    recentColours: [],
    subtracting: false,
    floating: null,
    staged: null,
    stagedHidden: false,
    room: 'canvas',
    selectedLayers: [],
    closedGroups: [],
    renamingLayer: null,
    fill: defaultFill,
    seen: { pinned: false, peek: false },
  }
}

/** The layers that commands work on, bottom first: those chosen, if the active one is among them, or that one alone. */
export function selectedLayersOf(session: Session, document: CanvasDocument): readonly string[] {
  const { order, activeLayerId } = document
  if (activeLayerId === null) return []
  if (!session.selectedLayers.includes(activeLayerId)) return [activeLayerId]
  const chosen = new Set(session.selectedLayers)
  return order.filter((id) => chosen.has(id))
}

export function tipOf(session: Session, toolId: string): Tip {
  return { ...defaultTip, ...session.tips[toolId] }
}

/** The session with other values in this tool's tip. */
export function withTip(session: Session, toolId: string, change: Partial<Tip>): Session {
  return { ...session, tips: { ...session.tips, [toolId]: { ...session.tips[toolId], ...change } } }
}

const recentLimit = 12

/** The session that knows `colour` as the one used last. */
export function withUsedColour(session: Session, colour: string): Session {
  if (session.recentColours[0] === colour) return session
  const others = session.recentColours.filter((other) => other !== colour)
  return { ...session, recentColours: [colour, ...others].slice(0, recentLimit) }
}
