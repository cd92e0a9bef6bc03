import { phrases, rule } from "./phrase-table";
import type { WordRule } from "./rules";

const RENEWAL = `digitalization, digitalisation, digital transformation, transformacion digital, transformation numerique`;
const SENSING = `remote sensing, satellite imagery, satellite monitoring, geographic information system, teledetection, teledeteccion`;
const SMALL_FIRMS = phrases`
  sme, msme, mipyme, mypime, pyme, pme, small business, small enterprise, enterprise, empresa`;
const STATE = phrases`
  government, public administration, public service, gobierno, gouvernement, administration publique, governo`;
const DISASTER = phrases`
  emergency, disaster, earthquake, cyclone, flood, urgence, catastrophe, emergencia, desastre`;
const REMOTE_WORK = phrases`
  employment, job, worker, labour market, emploi, empleo, emprego`;
const NATURE = phrases`
  forest, biodiversity, ecosystem, land use, environment, foret, bosque, medio ambiente, environnement, climate`;

/** Words for the applications of C7, from e-government to e-science. */
export const APPLICATION_WORDS: readonly WordRule[] = [
  rule("e-government", "C7-eGovernment", "GPA-15b", 0.6)`
    e-government, egovernment, e-governance, digital government, digital governance, e-services, e-service, online
    public service, digital public service, gobierno electronico, gobierno digital, administration electronique, governo
    eletronico, digital govern, digital identity, online government service`,
  rule("renewal-of-administration", "C7-eGovernment", "GPA-15a", 0.4, { ict: "WEAK", companions: STATE })`
    ${RENEWAL}`,
  rule("court-systems", "C7-eGovernment", "GPA-15b", 0.4, { companions: ["court", "justice", "judicial", "judiciary", "tribunal"] })`
    e-justice, virtual court, online court, case management system, electronic case management`,
  rule("e-commerce", "C7-eBusiness", "GPA-16a", 0.6)`
    e-commerce, ecommerce, e-business, electronic commerce, commerce electronique, comercio electronico, comercio
    eletronico, digital trade, e-trade, digital economy, economie numerique, economia digital`,
  rule("small-firms-online", "C7-eBusiness", "GPA-16c", 0.5, {
    ict: "WEAK",
    companions: [...SMALL_FIRMS, "entrepreneurship", "entrepreneur", "business"],
  })`
    ${RENEWAL}, digital entrepreneurship, digital business, digital marketing, online sale`,
  rule("digital-finance", "C7-eBusiness", null, 0.4)`
    digital financial service, digital payment, fintech, mobile banking, digital finance`,
  rule("e-learning", "C7-eLearning", null, 0.6)`
    e-learning, elearning, online learning, online education, online course, distance learning, distance education,
    remote learning, remote education, virtual classroom, virtual learning, digital learning, learning platform, digital
    education, learning through radio, radio education, enseignement a distance, apprentissage en ligne, formation en
    ligne, aprendizaje en linea, educacion a distancia, aprendizagem online, ensino a distancia, электронное обучение`,
  rule("health-information-systems", "C7-eHealth", "GPA-18a", 0.65)`
    health information system, health management information system, hospital information system, electronic health
    record, electronic medical record, dhis2, dossier medical electronique, systeme d information sanitaire, sistema de
    informacion en salud, historia clinica electronica, sistema de informacao em saude, health digitalization, health
    digitalisation`,
  rule("health-knowledge", "C7-eHealth", "GPA-18b", 0.55)`
    health content online, online health information, medical knowledge online, digital medical library, health
    information portal, e-library for health`,
  rule("disease-surveillance", "C7-eHealth", "GPA-18c", 0.55, { ict: "NONE", needsIct: true })`
    disease surveillance, epidemiological surveillance, outbreak alert, surveillance epidemiologique, vigilancia
    epidemiologica, early warning alert and response`,
  rule("contact-tracing", "C7-eHealth", "GPA-18c", 0.5)`
    contact tracing application, contact tracing app, digital contact tracing`,
  rule("health-data-standards", "C7-eHealth", "GPA-18d", 0.65)`
    health data standard, health data exchange, health data interoperability, interoperability of health,
    interoperabilite des donnees de sante, interoperabilidad en salud`,
  rule("telemedicine", "C7-eHealth", "GPA-18e", 0.65)`
    telemedicine, telehealth, tele-medicine, tele-health, teleconsultation, remote consultation, telemedecine,
    telesante, telemedicina, telesalud, telessaude, телемедицина`,
  rule("telemedicine-in-disasters", "C7-eHealth", "GPA-18f", 0.65, { companions: DISASTER })`
    telemedicine, telehealth, telemedecine, telemedicina, satellite medical link`,
  rule("e-health", "C7-eHealth", null, 0.6)`
    e-health, ehealth, digital health, m-health, mhealth, sante numerique, e-sante, esante, salud digital, e-salud,
    saude digital`,
  rule("telework", "C7-eEmployment", "GPA-19c", 0.55)`
    telework, teleworking, teletravail, teletrabajo, teletrabalho, digital job, online freelancing, online job`,
  rule("new-forms-of-work", "C7-eEmployment", "GPA-19b", 0.4, { ict: "WEAK", companions: REMOTE_WORK })`
    digital labour platform, platform worker, gig economy, online job platform, online job portal, remote working`,
  rule("e-waste", "C7-eEnvironment", "GPA-20b", 0.7)`
    e-waste, electronic waste, dechets electroniques, residuos electronicos, residuos de aparatos electricos, lixo
    eletronico`,
  rule("disaster-monitoring", "C7-eEnvironment", "GPA-20c", 0.5, { ict: "NONE", needsIct: true })`
    early warning system, flood monitoring system, systeme d alerte precoce, sistema de alerta temprana, sistema de
    alerta precoce`,
  rule("environmental-sensing", "C7-eEnvironment", "GPA-20a", 0.45, { companions: NATURE })`
    ${SENSING}`,
  rule("e-agriculture", "C7-eAgriculture", "GPA-21a", 0.6)`
    e-agriculture, digital agriculture, precision agriculture, precision farming, smart farming, agricultural market
    information system, e-extension, agriculture digitalization, agriculture digitalisation, agriculture numerique,
    agricultura digital, agricultura de precision`,
  rule("research-networks", "C7-eScience", "GPA-22a", 0.6)`
    research and education network, reseau de recherche et d education, red academica`,
  rule("open-science", "C7-eScience", "GPA-22b", 0.5, { ict: "WEAK" })`
    open science, open access publishing, science ouverte, ciencia abierta, ciencia aberta`,
  rule("research-data", "C7-eScience", "GPA-22d", 0.5)`
    research data repository, scientific data repository, preservation of scientific data`,
];
