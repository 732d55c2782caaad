import { MAX_OWN_WORDS, MAX_ROWS, MAX_TEXT, type Problem } from '../../../core/worksheet/answers.js';
import type { Item, Scale } from '../../../core/worksheet/definition.js';
import type { Review } from './review.js';
import type { Words } from './shape.js';

/*
 * NOT YET REVIEWED. Before anybody in distress reads these words, a clinician who grew up with Spanish has to read them,
 * the safety texts first: `docs/translating.md`. Until `reviewed` below says who did and when, the pages speak Spanish
 * only where the practice has named es-US in CLIENT_LANGUAGES, and the log says at every start that nobody has read it.
 *
 * The words of the client's pages in the Spanish of the United States: usted, short sentences, words of every day.
 * Nothing here names therapy, a couple or a diagnosis where a title, an address or a tab could show it.
 */

/** Nobody has reviewed the safety texts yet. */
export const reviewed: Review | null = null;

/*
 * Texts that somebody's safety may hang on. Numbers and addresses are those of `worksheets/locales/en-US.yaml`; a spec
 * holds the two together. Never add one that is not there.
 */
const leave = 'Salir ya';
const leaveHelp =
  'Sale de esta página al instante y cierra su sesión. También puede oprimir tres veces la tecla Mayús (Shift).';
const leaveLimits =
  '“Salir ya” cierra su sesión y abre una página neutra. No puede borrar lo que este dispositivo recuerda ni detener a quien lo vigila. Si cree que vigilan su dispositivo, use uno que esa persona nunca haya tocado.';
const closesHere = 'Cierra esta página. No se guarda nada.';
const seenBy: Words['safety']['seenBy'] = {
  P: (clinician) => `Solo usted y ${clinician} pueden ver esto.`,
  S: (clinician) => `Solo usted y ${clinician} pueden ver esto, a menos que usted decida compartirlo.`,
  R: (clinician) =>
    `Usted y ${clinician} pueden ver esto. Su pareja solo podrá verlo cuando los dos hayan entregado y ${clinician} lo abra para ambos.`,
  J: (clinician) => `Usted, su pareja y ${clinician} pueden ver esto.`,
  C: (clinician) => `Solo usted y ${clinician} pueden ver esto.`,
};
const skipAnything = 'Puede omitir todo lo que prefiera no responder.';
const pause = {
  title: 'Haga una pausa',
  steps: [
    'Ponga los dos pies en el piso. Presione hacia abajo con suavidad.',
    'Busque cinco cosas del mismo color. Diga sus nombres en la mente.',
    'Suelte el aire despacio, más tiempo del que tarda en tomarlo, tres veces.',
  ],
  close: 'Puede parar aquí. No pasa nada malo si para.',
};
const help: Words['safety']['help'] = {
  title: '¿Necesita ayuda ahora?',
  notWatched: 'Nadie vigila esta página día y noche.',
  lines: [
    { when: 'Si alguien está en peligro en este momento', ways: [{ call: '911', text: 'llame al 911' }] },
    {
      when: 'Si piensa en quitarse la vida o siente que ya no puede más',
      ways: [
        { call: '988', text: 'llame al 988 y oprima 2' },
        { sms: '988', text: 'envíe un mensaje de texto al 988' },
        { site: '988lifeline.org/es', text: 'visite 988lifeline.org/es' },
      ],
      more: 'A cualquier hora, gratis. Veteranos: opriman 1.',
    },
    {
      when: 'Si su pareja le da miedo o le hace daño: National Domestic Violence Hotline',
      ways: [
        { call: '18007997233', text: '1-800-799-7233' },
        { sms: '88788', text: 'envíe START al 88788' },
        { site: 'thehotline.org', text: 'thehotline.org' },
      ],
    },
    {
      when: 'Si le están haciendo daño a un niño o una niña: Childhelp',
      ways: [{ call: '18004224453', text: '1-800-422-4453' }],
      more: 'Llame o envíe un mensaje de texto.',
    },
    {
      when: 'Ayuda con el alcohol, las drogas o la salud mental: SAMHSA',
      ways: [{ call: '18006624357', text: '1-800-662-4357' }],
    },
  ],
  device:
    'Su dispositivo puede guardar un registro de llamadas y páginas. Si eso es un riesgo, use un teléfono o una computadora que nadie más use.',
};
const onThisDevice =
  'Si se corta la conexión, quédese en esta página hasta que diga “Guardado”. Lo que todavía no está guardado queda en este dispositivo solo si usted nos ha dicho que nadie más lo usa: bajo llave, y se borra cuando usted oprime “Salir ya”.';
const noReplyHere =
  'Nadie vigila estas páginas día y noche. Si necesita ayuda pronto, no espere una respuesta aquí.';
const copyStays = 'El archivo se queda en este dispositivo, y quien lo use puede abrirlo.';
const pinLimits =
  'Lo que no puede hacer: no sirve contra alguien que lo sabe, que mira cuando usted lo escribe o que puede leer su correo. Esa persona podría entrar. Si alguien más puede leer su correo, dígaselo a su clínica y pida otra forma de entrar.';
const passkeyLimits = 'Quien pueda desbloquear este dispositivo también puede usarla.';

const helpHere = 'No tiene que estar a solas con esto. Aquí está quién puede ayudar ahora mismo.';

/** The texts above, for those who review them. No page imports this. */
export const safety: Words['safety'] = {
  leave,
  leaveHelp,
  leaveLimits,
  closesHere,
  seenBy,
  skipAnything,
  onThisDevice,
  pause,
  help,
  noReplyHere,
  copyStays,
  pinLimits,
  passkeyLimits,
  helpHere,
};

const yourWorksheets = 'Sus hojas';
const signIn = 'Entrar';
const closedTitle = 'Esta página se cerró';
const yourLogIn = 'Su acceso';

/* Worksheets are written in US English, whatever the pages around them speak. */

/** The `lang` of what stands in a worksheet's own words, where that is not the page's. */
export const worksheetLang: string | undefined = 'en-US';

/** The `lang` of what the page says in the midst of them. */
export const pageLang: string | undefined = 'es-US';

/** What the page of a worksheet says. */
export const sheet: Words['sheet'] = {
  clinicDevice: 'Dispositivo de la clínica. No queda nada en él.',
  leave,
  leaveHelp,
  skipLink: 'Ir a las preguntas',
  title: {
    part: (part, of) => `Parte ${part} de ${of}`,
    cover: 'Antes de empezar',
    review: 'Leer todo',
    home: yourWorksheets,
  },
  seenBy,
  skipAnything,

  save: {
    saved: 'Guardado',
    saving: 'Guardando…',
    offline: 'Sin conexión. No se guarda en este dispositivo: quédese en esta página',
    failed: 'Aún sin guardar. Probando otra vez',
    signed_out: 'Sesión cerrada. Sin guardar',
    conflict: 'Dos versiones',
    check: 'Una respuesta no se guardó. Revísela',
    gone: 'Sin guardar',
    live: 'Se guarda mientras escribe',
    waiting: 'Se guarda cuando continúa',
  },
  leavesUnsaved: 'Sin guardar. Oprima otra vez para salir así',
  signedOutNote: {
    title: 'Su sesión está cerrada',
    text: 'Lo que escribió sigue en esta página, pero todavía no está guardado. Abra otra vez su enlace en otra pestaña. Luego vuelva aquí y oprima “Probar otra vez”.',
    retry: 'Probar otra vez',
  },
  goneNote: {
    title: 'Esta hoja está cerrada',
    text: 'Se entregó o se retiró desde que usted abrió esta página. Lo que se guardó antes está a salvo. Lo que escribió después no se guardó. Puede copiarlo desde aquí.',
    home: 'Ir a sus hojas',
  },
  conflict: {
    title: 'Dos versiones',
    text: 'Esta respuesta también se cambió en otro dispositivo o en otra pestaña. ¿Cuál quiere conservar?',
    notice: 'Algo también se cambió en otro dispositivo. Elija qué versión quiere conservar.',
    show: 'Mostrar',
    there: 'Otro dispositivo',
    keepHere: 'Conservar esta',
    keepThere: 'Conservar la otra',
    empty: 'Nada escrito',
  },

  parts: 'Partes de esta hoja',
  about: 'Sobre esta hoja',
  partState: (answered, skipped, total) => {
    if (total === 0) return 'Nada que llenar';
    if (answered + skipped === 0) return 'Sin empezar';
    if (answered === total) return 'Todo respondido';
    if (answered + skipped === total) return `Todo listo, ${omitted(skipped)}`;
    const skips = skipped > 0 ? `, ${omitted(skipped)}` : '';
    return `${answered} de ${total} con respuesta${skips}`;
  },
  minutes: (minutes) => (minutes === 1 ? 'Cerca de 1 minuto' : `Cerca de ${minutes} minutos`),
  pauseAnyTime: 'Puede parar en cualquier momento y volver más tarde.',
  grounding: {
    pause: 'Haga una pausa de tres respiraciones lentas',
    breathe: 'Tome aire y cuente hasta tres. Suelte el aire y cuente hasta cinco.',
    stop: 'Parar por ahora',
  },
  beforeYouStart: 'Antes de empezar',
  start: 'Empezar',
  resume: 'Seguir',
  next: 'Continuar',
  back: 'Atrás',
  later: 'Terminar más tarde',
  toReview: 'Leer todo',

  skip: 'Omitir',
  skipped: 'Omitida',
  unskip: 'Sí quiero responder',
  clear: 'Borrar',
  needed: 'Hace falta antes de entregar',
  choose: 'Elija una opción',
  ownWords: 'En mis propias palabras',
  closesHere,
  hint: {
    between: (min, max) => {
      if (min === undefined) return max !== undefined && `${max} o menos.`;
      if (max !== undefined) return `De ${min} a ${max}.`;
      return min !== 0 && `${min} o más.`;
    },
    whole: 'Un número entero.',
    url: 'Una dirección web, como https://example.org.',
    upTo: (characters) => `Hasta ${characters} caracteres.`,
  },
  doesNotApply: 'No se aplica',
  yourName: 'Su nombre completo',
  agree: 'Sí, estoy de acuerdo',
  noneGiven: 'Todavía no hay promesas que mirar.',
  newHere: 'Nueva',
  carded: 'Lea la nota de abajo antes de seguir.',
  opened: (count) =>
    count === 1 ? 'Se abrió una pregunta más abajo.' : `Se abrieron ${count} preguntas más abajo.`,

  add: (noun, count) => {
    const more = count > 0 ? 'Añadir más' : 'Añadir';
    return noun === undefined ? more : `${more}: ${noun}`;
  },
  openRow: (name) => `Ver o cambiar ${name}`,
  moreAbout: (name) => `Más sobre ${name}`,
  moreCount: (answered, total) => {
    if (answered > 0) return `${answered} de ${total} con respuesta`;
    return total === 1 ? '1 pregunta más, opcional' : `${total} preguntas más, todas opcionales`;
  },
  remove: 'Quitar',
  removeSure: (name) => `Esto quita ${name} y todo lo que escribió aquí.`,
  removeNow: (name) => `Quitar ${name}`,
  full: (max) => `Esta lista está llena. Caben ${max}.`,
  noCandidates: (list) => `Primero añada algo en “${list}”. Luego podrá elegir aquí.`,
  chooseAny: 'Elija todo lo que corresponda',

  helpHere,
  familyMap: {
    title: 'El mapa de mi familia',
    lead: 'Se dibuja con lo que usted escribe en esta página. Los daños, los secretos, las infidelidades y los hábitos quedan fuera, escriba lo que escriba.',
    draw: 'Dibujar mi mapa',
    away: 'Ahora no se puede dibujar el mapa. Lo que escribió está a salvo.',
  },

  errorTitle: 'Por favor, revise',
  problem: problemIn,

  review: {
    lead: 'Esto es lo que escribió. Cambie lo que quiera, o entréguelo como está.',
    change: 'Cambiar',
    changePart: (part, title) => `Cambiar la parte ${part}: ${title}`,
    left: (count) => (count === 1 ? '1 pregunta sin responder.' : `${count} preguntas sin responder.`),
    leftFine: 'Está bien así.',
    leftNeeded: 'Algo aquí hace falta antes de que pueda entregar.',
    skipped: (count) => `${omitted(count)}.`,
    nothing: 'Nada escrito en esta parte. Está bien así.',
    handIn: 'Entregar',
    handingIn: 'Entregando…',
    retry: 'Aún sin entregar. Lo que escribió está a salvo. Pruebe otra vez.',
    unsent: 'Todavía no se ha entregado. No todo está guardado: quédese en esta página e inténtelo otra vez.',
    stale: 'Algo cambió aquí desde que usted abrió esta página. Léalo todo una vez más.',
    after: (clinician) =>
      `Cuando entregue, ${clinician} podrá leerlo. Después de eso ya no podrá cambiarlo aquí.`,
  },
};

function omitted(count: number): string {
  return count === 1 ? '1 omitida' : `${count} omitidas`;
}

/** What is wrong with an answer: the engine says it in English, and by a code. */
function problemIn({ code }: Pick<Problem, 'code'>, item: Item | undefined): string {
  switch (code) {
    case 'required':
      return 'Responda esta pregunta: hace falta para seguir.';
    case 'too_long':
      return `Acorte este texto a ${longestOf(item)} caracteres o menos.`;
    case 'unreadable_text':
      return 'Este texto tiene caracteres que no se pueden guardar. Escríbalo otra vez.';
    case 'wrong_format':
      return formatOf(item);
    case 'out_of_range':
      return rangeOf(item);
    case 'not_a_date':
      return 'Escriba una fecha que esté en el calendario: año, mes, día.';
    case 'unknown_option':
      return 'Elija una de las respuestas de la lista.';
    case 'too_many_rows':
      return item?.type === 'group'
        ? `En esta lista caben ${item.given?.length ?? item.maxRows ?? MAX_ROWS}. Primero quite algo.`
        : 'Son demasiadas respuestas. Primero quite alguna.';
    case 'unknown_row':
      return item?.type === 'link' || item?.type === 'links'
        ? 'Elija otra vez: eso ya no está en su lista.'
        : 'Esta lista no tiene esa línea. Vuelva a cargar la página y responda otra vez.';
    case 'unknown_item':
    case 'unknown_field':
      return 'Esta hoja no tiene esa pregunta. Vuelva a cargar la página y responda otra vez.';
    case 'wrong_type':
      return kindOf(item);
  }
}

function longestOf(item: Item | undefined): number {
  if (item?.type === 'choice' || item?.type === 'multi') return MAX_OWN_WORDS;
  const longest = item?.type === 'text' || item?.type === 'long' ? item.maxLength : undefined;
  return Math.min(longest ?? MAX_TEXT, MAX_TEXT);
}

function formatOf(item: Item | undefined): string {
  const format = item && 'format' in item ? item.format : undefined;
  if (format === 'url') return 'Escriba una dirección web completa que empiece con https:// o http://.';
  if (format === 'time') return 'Escriba una hora: horas, minutos, segundos, como 14:30:00.';
  return 'Escriba un día que esté en el calendario, o un día con una hora y su zona.';
}

function rangeOf(item: Item | undefined): string {
  switch (item?.type) {
    case 'scale':
    case 'grid':
      return rangeOfScale(item.scale);
    case 'number': {
      const { min, max, whole } = item;
      const number = whole ? 'un número entero' : 'un número';
      if (min === undefined) return `Escriba ${number}${max === undefined ? '' : ` de ${max} o menos`}.`;
      return `Escriba ${number} ${max === undefined ? `de ${min} o más` : `de ${min} a ${max}`}.`;
    }
    default:
      return 'Escriba un año de cuatro dígitos.';
  }
}

function rangeOfScale({ min, max, step }: Scale): string {
  return `Elija un número entero de ${min} a ${max}${step === 1 ? '' : ` en pasos de ${step}`}.`;
}

function kindOf(item: Item | undefined): string {
  switch (item?.type) {
    case 'number':
      return 'Escriba un número.';
    case 'year':
      return 'Escriba el año con cuatro dígitos.';
    case 'date':
      return 'Escriba una fecha.';
    case 'scale':
    case 'grid':
      return 'Elija un número.';
    case 'choice':
    case 'multi':
    case 'link':
    case 'links':
      return 'Elija de la lista, cada respuesta una sola vez.';
    case 'sign':
      return 'Escriba su nombre.';
    case 'consent':
      return 'Marque la casilla, o déjela como está.';
    default:
      return 'Esta respuesta no se pudo leer. Responda otra vez.';
  }
}

/** The words of the pages for getting in, which only the server draws. */
export const door: Words['door'] = {
  signIn: {
    title: signIn,
    lead: 'Escriba su correo electrónico. Le enviamos un mensaje con un enlace y un código.',
    email: 'Su correo electrónico',
    send: 'Envíenme un mensaje',
    sent: 'Si conocemos este correo, el mensaje ya va en camino. Puede tardar unos minutos.',
    sentHow: 'Abra el enlace del mensaje en este dispositivo. O escriba aquí su código.',
    sentHowKept:
      'Escriba aquí su código. No abra el enlace: lo que escribió espera en esta página y sigue desde aquí.',
    code: 'El código de 8 dígitos del mensaje',
    codeHelp: 'Ocho dígitos. Puede dejar espacios. Sirve durante 10 minutos.',
    enter: 'Seguir',
    again: 'Enviar otro mensaje',
    noMail: '¿No llega el mensaje, o no tiene correo? Pida un enlace nuevo a quien le dio el primero.',
    problem: {
      no_address: 'Eso no parece un correo electrónico. Revíselo.',
      refused: 'Ese código no sirve. Revise los dígitos, o pida un mensaje nuevo.',
      too_often: 'Fueron demasiados intentos. Espere unos minutos y pruebe otra vez.',
    },
  },
  kept: 'Lo que escribió se conserva. Se envía en cuanto usted entre.',
  locked: {
    pinTitle: 'Escriba su PIN',
    title: signIn,
    lead: 'Esta página se cerró porque nadie la usó por un rato.',
    pin: 'Su PIN',
    open: 'Abrir',
    passkey: 'Usar su llave de acceso',
    byMail: 'Usar un mensaje',
    problem: {
      refused: 'Ese PIN no coincide. Revíselo y pruebe otra vez.',
      too_often: 'Fueron demasiados intentos. Espere unos minutos y pruebe otra vez.',
    },
    passkeyProblem: 'Eso no funcionó. Pruebe otra vez, o use otra forma.',
  },
  logIn: {
    title: yourLogIn,
    lead: 'Aquí decide qué vuelve a abrir esta página después de cerrarse.',
    home: yourWorksheets,
    pin: {
      title: 'PIN',
      none: 'No tiene PIN.',
      set: 'Tiene un PIN.',
      helps:
        'Lo que hace: tras 15 minutos sin uso esta página se cierra. Su PIN la abre otra vez, en el mismo dispositivo y el mismo día. Sin PIN necesita cada vez un mensaje nuevo.',
      helpsNot: pinLimits,
      choose: 'Elija un número que nadie cercano adivine. Ningún cumpleaños.',
      first: 'PIN nuevo',
      firstHelp: 'De 6 a 12 dígitos.',
      second: 'El mismo PIN otra vez',
      save: 'Guardar el PIN',
      remove: 'Quitar el PIN',
    },
    passkeys: {
      title: 'Llaves de acceso',
      lead: 'Una llave de acceso abre esta página con su huella, su cara o el bloqueo de su dispositivo.',
      helpsNot: passkeyLimits,
      none: 'No tiene llaves de acceso.',
      label: 'Un nombre para ella',
      labelHelp: 'Por ejemplo: mi teléfono.',
      unnamed: 'Llave de acceso',
      add: 'Añadir una llave de acceso en este dispositivo',
      remove: 'Quitar',
      noScript: 'Las llaves de acceso necesitan un navegador que ejecute scripts.',
      problem: 'La llave de acceso no se añadió. Pruebe otra vez, o use otro dispositivo.',
    },
    devices: {
      title: 'Dónde tiene la sesión abierta',
      lead: 'En cada uno su sesión se cierra a las 12 horas como máximo.',
      isThis: 'Este dispositivo',
      since: (time) => `Sesión abierta el ${time}`,
      end: 'Cerrar la sesión allí',
      endNamed: (label) => `Cerrar la sesión allí: ${label}`,
    },
    added: (time) => `Añadida el ${time}`,
    removeNamed: (label) => `Quitar: ${label}`,
    notice: {
      pin_set: 'Su PIN está guardado.',
      pin_removed: 'Su PIN se quitó.',
      passkey_added: 'Su llave de acceso se añadió.',
      passkey_removed: 'La llave de acceso se quitó.',
      device_ended: 'La sesión en ese dispositivo está cerrada.',
    },
    problem: {
      pin_too_plain: 'Este PIN no sirve. Use de 6 a 12 dígitos, y ningún patrón como 123456 o 111111.',
      pins_differ: 'Los dos PIN no son iguales. Escriba su PIN nuevo dos veces.',
    },
  },
  confirm: {
    lead: 'Antes de seguir, muestre una vez más que es usted.',
    again: 'Entre una vez más antes de seguir.',
  },
};

/** The words that no script draws: the way in, the list, the receipt, notices, and the foot of every page. */
export const page: Words['page'] = {
  tablet: {
    code: 'Escriba el código que le dieron.',
    codeHelp: 'Ocho dígitos. Puede usar espacios.',
    enter: 'Seguir',
    kept: 'Se acabó el tiempo en este dispositivo. Lo que escribió se conserva. Pida un código nuevo: se envía en cuanto entre.',
    problem: {
      refused: 'Ese código no sirve. Revise los dígitos, o pida uno nuevo.',
      too_often: 'Fueron demasiados intentos. Espere unos minutos y vuelva a intentarlo.',
    },
    staff: '¿Trabaja aquí?',
    staffSignIn: 'Entrar',
  },
  office: {
    handBack: 'Ahora devuelva la tableta. Nada de lo que escribió queda en ella.',
    finish: 'Terminar ahora',
    clears: 'Esta página se borra en',
    seconds: 'segundos.',
    wait: 'Esperar un poco más',
    next: 'Hay una hoja más aquí, si tiene ganas:',
  },
  mainLink: 'Ir a la página',
  title: {
    tablet: 'Le damos la bienvenida',
    receipt: 'Entregada',
    past: 'Lo que escribió',
    home: yourWorksheets,
    enter: 'Le damos la bienvenida',
    signIn,
    locked: signIn,
    logIn: yourLogIn,
    signedOut: 'Sesión cerrada',
    notFound: 'No se encontró',
    wrong: 'Algo salió mal',
    notSent: 'Aún sin enviar',
    closed: closedTitle,
    apart: 'Ábrala en esta ventana',
  },
  apart: {
    text: 'Este navegador no guarda nada para una página que está dentro de otra, así que esta página no puede quedarse abierta aquí. Todo lo que mostró “Guardado” está a salvo.',
    open: 'Abrirla',
    there: 'Allí entra con un enlace de su clínica. Con el botón Atrás regresa aquí.',
  },
  closed: {
    text: 'Se cerró para que nadie más pueda leerla. Todo lo que mostró “Guardado” está a salvo.',
    goOn: 'Seguir',
    waiting:
      'Lo que acaba de escribir todavía no se ha enviado. Abra otra vez la página que rodea a esta en otra pestaña. Luego vuelva aquí y oprima “Enviar”.',
    send: 'Enviar',
    reload:
      'Si sigue cerrada, vuelva a cargar la página que la rodea. Si eso no ayuda, pida a su clínica un enlace propio.',
  },
  receipt: {
    thanks: 'Gracias.',
    after: (clinician) =>
      `${clinician} ya puede leerla, y pueden hablar de ella la próxima vez que se vean. Puede que no se lea antes.`,
    when: (time) => `Entregada el ${time}.`,
    notWatched: noReplyHere,
    copy: 'Guardar una copia de lo que escribió',
    copyStays,
    read: 'Leer lo que escribió',
    next: 'Hay una hoja más aquí, para cuando tenga ganas:',
    home: 'Volver a sus hojas',
  },
  home: {
    seenBy: (clinician) =>
      `Solo usted y ${clinician} pueden ver lo que escribe, a menos que una hoja le diga otra cosa antes de empezar.`,
    next: { new: 'Lo siguiente', begun: 'Donde lo dejó', returned: 'Abierta otra vez para usted' },
    others: 'También aquí para usted',
    none: 'No hay nada pendiente para usted.',
    noneYet: (clinician) => `Cuando ${clinician} tenga algo para usted, lo encontrará aquí.`,
    due: {
      past: (date) => `Era para el ${date}, y todavía hay tiempo`,
      today: () => 'Para hoy',
      tomorrow: () => 'Para mañana',
      later: (date) => `Para el ${date}`,
    },
    given: (date, number) =>
      number === null ? `Recibida el ${date}` : `Recibida el ${date}, número ${number}`,
    chip: { begun: 'Empezada', returned: 'Puede añadir algo otra vez' },
    done: 'Entregadas',
    handedIn: (date, number) =>
      `Con su terapeuta desde el ${date}${number === null ? '' : `, número ${number}`}`,
    readAgain: 'Leer otra vez',
    earlier: (count) => `Anteriores (${count})`,
    logIn: yourLogIn,
  },
  past: {
    handedIn: (date) => `Entregada el ${date}`,
    lead: 'Esto es lo que escribió. Aquí no se puede cambiar.',
    earlier: (date) => `Como la entregó el ${date}`,
    nothing: 'No se escribió nada.',
    leftOut: 'Algunas preguntas no aparecen aquí, sin importar lo que haya respondido.',
    notShown: (clinician) =>
      `Lo que escribe en esta hoja no se vuelve a mostrar aquí. ${clinician} lo tiene, y usted puede pedir que lo vean juntos.`,
  },
  enter: {
    lead: 'Oprima el botón para abrir su página.',
    go: 'Abrir mi página',
    codeLead: 'Escriba el código de 8 dígitos que le dieron.',
    code: 'Código',
    codeHelp: 'Ocho dígitos. Puede dejar espacios.',
    useCode: 'Usar un código',
    goCode: 'Seguir',
    again: 'Envíenme un mensaje nuevo',
    problem: {
      refused:
        'Eso no la abrió. Revise los dígitos y pruebe otra vez. Un enlace sirve una sola vez, durante diez minutos y cinco intentos; después, pida uno nuevo.',
    },
  },
  page: {
    signedOut:
      'Pida un enlace nuevo a su clínica, o abra el mensaje más reciente que le enviaron. Todo lo que decía “Guardado” está a salvo.',
    notFound: 'Aquí no hay nada, o ya no está abierto para usted.',
    wrong: 'Eso no funcionó. Lo que se guardó antes está a salvo. Vuelva atrás y pruebe otra vez.',
    notSent:
      'Eso no llegó. Lo que acaba de escribir todavía no se ha perdido. Quédese en esta página, espere un momento y vuelva a cargarla. Si su navegador pregunta si debe enviar otra vez, diga que sí.',
    home: 'Ir a sus hojas',
  },
  leaveLimits,
  device: onThisDevice,
  pause,
  help,
};

/** The words of signing in again on a page that is being filled in. */
export const again: Words['again'] = {
  office: {
    title: 'Pida un código nuevo',
    kept: 'Se acabó el tiempo en este dispositivo. Lo que escribió se conserva. Pida un código nuevo a la persona que le dio la tableta.',
    code: 'Código nuevo',
  },
  title: signIn,
  closed: closedTitle,
  keptHere: 'Se cerró para que nadie más pueda leerla. Lo que escribió se conserva.',
  kept: 'Esta página se cerró para que nadie más pueda leerla. Lo que escribió se conserva. Entre para seguir.',
  looking: 'Un momento…',
  pin: 'Su PIN',
  unlock: 'Abrir',
  passkey: 'Usar su llave de acceso',
  byMail: 'Envíenme un código',
  email: 'Su correo electrónico',
  send: 'Envíenme un código',
  sent: 'Si conocemos este correo, el mensaje ya va en camino. Escriba aquí su código de 8 dígitos.',
  code: 'Código',
  enter: 'Seguir',
  otherAddress: 'Usar otro correo',
  otherTab: 'También puede abrir un enlace nuevo en otra pestaña. Luego vuelva aquí.',
  other:
    'Ese acceso abre otras páginas, no esta. Entre como abrió esta página la primera vez, o vaya a su propia lista.',
  home: 'Ir a sus hojas',
  retry: 'Probar otra vez',
  warning: 'Esta página se cierra en un minuto para que nadie más pueda leerla. Lo que escribió se conserva.',
  stay: 'Quedarse aquí',
  problem: {
    tablet: 'Ese código no sirve. Revise los dígitos, o pida uno nuevo.',
    host: 'Todavía no se abrió. Pruebe otra vez.',
    pin: 'Ese PIN no coincide. Revíselo y pruebe otra vez.',
    passkey: 'Eso no funcionó. Pruebe otra vez, o use otra forma.',
    code: 'Ese código no sirve. Revise los dígitos, o pida uno nuevo.',
    refused: 'Eso no funcionó. Revise el correo y pruebe otra vez.',
    too_often: 'Fueron demasiados intentos. Espere unos minutos.',
    unreachable: 'No hay conexión en este momento. Lo que escribió se conserva. Pruebe otra vez.',
    out: 'Pida un código nuevo, por favor.',
  },
};

/** The words of keeping on the device what cannot be sent, where the client has said that it is theirs alone. */
export const keep: Words['keep'] = {
  offlinePhone: 'Sin conexión. Se conserva en este teléfono',
  offline: 'Sin conexión. Se conserva en este dispositivo',
  full: 'Sin conexión. No hay espacio para conservarlo aquí: quédese en esta página',
  addedPhone: 'Se añadió lo que se conservaba en este teléfono.',
  added: 'Se añadió lo que se conservaba en este dispositivo.',
};

/** The words around the map of a family. */
export const map: Words['map'] = {
  title: 'Mapa de la familia',
  people: (count) => (count === 1 ? 'Una persona hasta ahora.' : `${count} personas hasta ahora.`),
  room: 'Mapa de la familia. Puede moverlo.',
  size: 'Tamaño del mapa',
  fit: 'Ver todo',
  larger: 'Más grande',
  smaller: 'Más pequeño',
  doubts: 'Algo de esto todavía no encaja. No pasa nada. Quizás quiera mirarlo:',
  notDrawn:
    'El mapa espera, porque algo de esto todavía no encaja. No se pierde nada. Quizás quiera mirarlo:',
  inWords: 'El mapa en palabras',
  listed: 'Personas',
};

/** The words around notes on how a text is worded. */
export const wording: Words['wording'] = {
  title: 'Frases para mirar otra vez',
};
