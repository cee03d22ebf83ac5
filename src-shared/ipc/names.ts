import { events, requests, type EventName, type RequestName } from './contract.ts'

/** The preload's allow-list: exactly the contract's keys. */
export const requestNames = Object.keys(requests) as readonly RequestName[]
export const eventNames = Object.keys(events) as readonly EventName[]

/** A message that is no request: it hands the main process its end of the pixel port. */
export const uploadChannel = 'pixels.open-port'
/** The same for what is kept of the document. */
export const documentChannel = 'document.open-port'
