/** What work on an item is called, in the languages that agencies publish in; the item's line beside it. */
export interface Subject {
  readonly item: string;
  readonly line: string;
  readonly en: string;
  readonly fr: string;
  readonly es: string;
  /** Arabic, Russian and Chinese titles, for a few subjects of bodies that work in six languages. */
  readonly ar?: string;
  readonly ru?: string;
  readonly zh?: string;
}

const TABLE = `
8a C1|national information strategies|les stratégies nationales de l'information|estrategias nacionales de información
8b C1|national stakeholder dialogues|les dialogues nationaux des parties prenantes|diálogos nacionales de las partes interesadas
8c C1|local information plans|les plans locaux d'information|planes locales de información
8e C1|partnership desks|les guichets de partenariat|mesas de asociación
9a C2|investment in rural networks|l'investissement dans les réseaux ruraux|inversión en redes rurales|الاستثمار في الشبكات الريفية|инвестиции в сельские сети|农村网络投资
9c C2|connected schools and libraries|les écoles et bibliothèques connectées|escuelas y bibliotecas conectadas
9e C2|access for older persons|l'accès des personnes âgées|acceso para personas mayores
9f C2|accessible and affordable equipment|les équipements accessibles et abordables|equipos accesibles y asequibles
9j C2|regional exchange points|les points d'échange régionaux|puntos de intercambio regionales
9k C2|affordable transit between islands|le transit abordable entre les îles|tránsito asequible entre islas
10b C3|public official information|l'information publique officielle|información pública oficial
10d C3|community access points|les points d'accès communautaires|puntos de acceso comunitario
10e C3|open-source software in offices|les logiciels libres dans l'administration|software libre en oficinas
10h C3|digital public libraries|les bibliothèques publiques numériques|bibliotecas públicas digitales|المكتبات العامة الرقمية|цифровые публичные библиотеки|数字公共图书馆
10i C3|open archives of journals|les archives ouvertes de revues|archivos abiertos de revistas
11a C4|computers in the school curriculum|l'informatique dans les programmes scolaires|la informática en el currículo escolar
11c C4|computer literacy in village libraries|l'alphabétisation numérique dans les bibliothèques|alfabetización digital en bibliotecas
11d C4|digital skills for young people|les compétences numériques des jeunes|competencias digitales para jóvenes|المهارات الرقمية للشباب|цифровые навыки молодёжи|青年数字技能
11e C4|training of network engineers|la formation d'ingénieurs réseau|formación de ingenieros de redes
11g C4|girls in technology|les filles et la technologie|niñas en la tecnología
11h C4|rural content makers|les créateurs de contenus ruraux|creadores de contenidos rurales
11l C7-eLearning|distance learning for teachers|l'enseignement à distance des enseignants|educación a distancia para docentes
12a C5|trust in networks|la confiance dans les réseaux|confianza en las redes
12b C5|guidelines against cybercrime|les lignes directrices contre la cybercriminalité|directrices contra la ciberdelincuencia
12c C5|privacy lessons for users|l'éducation à la vie privée|educación sobre la privacidad
12g C5|good practice in network security|les bonnes pratiques de sécurité des réseaux|buenas prácticas de seguridad de redes
12h C5|incident response focal points|les points de contact en cas d'incident|puntos de contacto ante incidentes
13a C6|fair rules for network operators|des règles équitables pour les opérateurs|reglas justas para operadores
13e C6|consumer law for online buyers|le droit de la consommation en ligne|derecho del consumidor en línea
13l C6|support for women who found firms|l'appui aux fondatrices d'entreprises|apoyo a fundadoras de empresas
13p C6|open standards|les normes ouvertes|normas abiertas|المعايير المفتوحة|открытые стандарты|开放标准
13q C6|frequency coordination|la coordination des fréquences|coordinación de frecuencias
15a C7-eGovernment|plans for e-government|les plans d'administration électronique|planes de gobierno electrónico
15b C7-eGovernment|online public services|les services publics en ligne|servicios públicos en línea
16a C7-eBusiness|e-commerce in small towns|le commerce électronique des petites villes|comercio electrónico en ciudades pequeñas
16b C7-eBusiness|private investment in applications|l'investissement privé dans les applications|inversión privada en aplicaciones
16c C7-eBusiness|small firms online|les petites entreprises en ligne|pequeñas empresas en línea
19a C7-eEmployment|fair rules for e-workers|des règles équitables pour les télétravailleurs|reglas justas para teletrabajadores
19c C7-eEmployment|telework in small towns|le télétravail dans les petites villes|teletrabajo en ciudades pequeñas
20a C7-eEnvironment|maps of forests and water|les cartes des forêts et de l'eau|mapas de bosques y agua
20b C7-eEnvironment|recycling of old equipment|le recyclage des vieux équipements|reciclaje de equipos viejos
20c C7-eEnvironment|flood watch by sensors|la surveillance des crues par capteurs|vigilancia de inundaciones con sensores
21a C7-eAgriculture|farm advice by text message|le conseil agricole par SMS|asesoría agrícola por SMS|الإرشاد الزراعي بالرسائل|советы фермерам по СМС|农业短信咨询
22a C7-eScience|fast links between universities|des liaisons rapides entre universités|enlaces rápidos entre universidades
22b C7-eScience|open publishing of research|la publication ouverte de la recherche|publicación abierta de la investigación
22d C7-eScience|long-term archives of measurements|les archives de mesures à long terme|archivos de mediciones a largo plazo
23c C8|digital archives of heritage|les archives numériques du patrimoine|archivos digitales del patrimonio
23f C8|content in local cultures|les contenus des cultures locales|contenidos de culturas locales
23i C8|software in local languages|les logiciels en langues locales|software en lenguas locales
23j C8|village radio and new media|la radio de village et les nouveaux médias|radio de aldea y nuevos medios
24b C9|independent and plural media|des médias indépendants et pluriels|medios independientes y plurales|وسائل إعلام مستقلة ومتعددة|независимые и разнообразные СМИ|独立多元的媒体
24d C9|exchange of newsroom professionals|les échanges entre rédactions|intercambio de redacciones
24g C9|radio for rural knowledge|la radio pour le savoir rural|radio para el conocimiento rural
25b C10|ethics lessons in schools|l'éthique à l'école|ética en las escuelas
25c C10|protection of personal data|la protection des données personnelles|protección de datos personales
25d C10|research on information ethics|la recherche en éthique de l'information|investigación en ética de la información
26b C11|partnerships for development finance|les partenariats pour le financement|alianzas para la financiación
26c C11|national action plans|les plans d'action nationaux|planes de acción nacionales
`;

/** Items of everyday work. Items of the planted story aren't among them, so that its answers stay exactly known. */
export const SUBJECTS: readonly Subject[] = TABLE.trim()
  .split("\n")
  .map((row) => {
    const [head = "", en = "", fr = "", es = "", ar, ru, zh] = row.split("|");
    const [item = "", line = ""] = head.split(" ");
    return { item: `GPA-${item}`, line, en, fr, es, ...(ar && ru && zh ? { ar, ru, zh } : {}) };
  });

/** Goals and DAC sectors that publishers tag work of a line with. */
export const TAGS_OF_LINE: Readonly<Record<string, { readonly goals: readonly [number, string][]; readonly sectors: readonly string[] }>> =
  {
    C1: {
      goals: [
        [17, "17.17"],
        [16, "16.7"],
      ],
      sectors: ["15110"],
    },
    C2: {
      goals: [
        [9, "9.c"],
        [11, "11.1"],
      ],
      sectors: ["22020"],
    },
    C3: {
      goals: [
        [16, "16.10"],
        [9, "9.c"],
      ],
      sectors: ["22040"],
    },
    C4: {
      goals: [
        [4, "4.4"],
        [5, "5.b"],
      ],
      sectors: ["22040", "11330"],
    },
    C5: {
      goals: [
        [16, "16.4"],
        [9, "9.1"],
      ],
      sectors: ["22010"],
    },
    C6: {
      goals: [
        [16, "16.3"],
        [17, "17.14"],
      ],
      sectors: ["22010"],
    },
    "C7-eGovernment": { goals: [[16, "16.6"]], sectors: ["15110"] },
    "C7-eBusiness": {
      goals: [
        [8, "8.3"],
        [9, "9.3"],
      ],
      sectors: ["25030", "32130"],
    },
    "C7-eLearning": { goals: [[4, "4.c"]], sectors: ["11130"] },
    "C7-eHealth": {
      goals: [
        [3, "3.8"],
        [3, "3.d"],
      ],
      sectors: ["12110", "12220"],
    },
    "C7-eEmployment": { goals: [[8, "8.5"]], sectors: ["16020"] },
    "C7-eEnvironment": {
      goals: [
        [13, "13.1"],
        [12, "12.5"],
      ],
      sectors: ["41010"],
    },
    "C7-eAgriculture": { goals: [[2, "2.4"]], sectors: ["31166"] },
    "C7-eScience": { goals: [[9, "9.5"]], sectors: ["43082"] },
    C8: { goals: [[11, "11.4"]], sectors: ["16061"] },
    C9: { goals: [[16, "16.10"]], sectors: ["15153", "22030"] },
    C10: { goals: [[16, "16.10"]], sectors: ["43082"] },
    C11: { goals: [[17, "17.6"]], sectors: ["43010"] },
  };
