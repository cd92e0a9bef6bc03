import { rule } from "./phrase-table";
import type { WordRule } from "./rules";

/** Words for the lines other than C7. */
export const LINE_WORDS: readonly WordRule[] = [
  rule("e-strategy", "C1", "GPA-8a", 0.6)`
    e-strategy, e-strategies, national ict strategy, national ict policy, national digital strategy, digital agenda,
    agenda digital, strategie numerique, estrategia digital, estrategia nacional de tic`,
  rule("broadband", "C2", "GPA-9d", 0.6)`
    broadband, haut debit, banda ancha, banda larga, fibre optic network, fiber optic network, fibre optique, fibra
    optica`,
  rule("connected-institutions", "C2", "GPA-9c", 0.6)`
    school connectivity, connect schools, connected schools, internet for schools, connexion des ecoles, conectividad
    escolar, conectividad de escuelas`,
  rule("exchange-points", "C2", "GPA-9j", 0.7)`
    internet exchange point, point d echange internet, punto de intercambio de internet`,
  rule("connectivity", "C2", null, 0.5)`
    internet connectivity, internet access, low cost internet, access to the internet, acces a internet, acceso a
    internet, telecommunication infrastructure, digital divide, brecha digital, fracture numerique, exclusao digital`,
  rule("emergency-telecommunications", "C2", null, 0.35)`
    emergency telecommunications, telecommunications d urgence`,
  rule("assistive-technology", "C2", "GPA-9f", 0.4, { ict: "WEAK", needsIct: true })`
    assistive technology, accessible technology, technologie d assistance`,
  rule("right-to-information", "C3", "GPA-10b", 0.5, { ict: "NONE" })`
    right to information, freedom of information, droit a l information, acceso a la informacion publica, access to
    public information`,
  rule("community-access-points", "C3", "GPA-10d", 0.6)`
    telecentre, telecenter, telecentro, community access point, digital village centre, infocentro`,
  rule("open-source", "C3", "GPA-10e", 0.5)`
    open source software, free software, logiciel libre, software libre`,
  rule("digital-library", "C3", "GPA-10h", 0.6)`
    digital library, digital libraries, bibliotheque numerique, biblioteca digital`,
  rule("digital-literacy", "C4", "GPA-11c", 0.6)`
    digital literacy, computer literacy, e-literacy, alphabetisation numerique, alfabetizacion digital, inclusion
    digital, ict literacy`,
  rule("digital-skills", "C4", null, 0.5)`
    digital skill, ict skill, ict training, computer skill, coding skill, digital employability, competence numerique,
    competences numeriques, competencias digitales, habilidades digitales, formation aux tic, digital capacity building`,
  rule("women-in-ict", "C4", "GPA-11g", 0.6)`
    girls in ict, women in ict, girls in technology, women in technology, gender digital divide`,
  rule("ict-in-education", "C4", "GPA-11a", 0.5)`
    ict in education, tic dans l education, tic en la educacion, technology in education`,
  rule("cybersecurity", "C5", "GPA-12b", 0.6)`
    cybersecurity, cyber security, cybercrime, cyber crime, cybersecurite, cybercriminalite, ciberseguridad,
    ciberdelincuencia, ciberseguranca, digital forensic, кибербезопасность`,
  rule("incident-response", "C5", "GPA-12h", 0.7)`
    computer emergency response team, computer incident response, computer security incident`,
  rule("online-safety", "C5", null, 0.45)`
    online safety, child online protection, online abuse, online exploitation, cyberbullying, cyber violence, cyber
    harassment, seguridad en linea`,
  rule("electronic-signature", "C5", "GPA-12e", 0.6)`
    electronic signature, digital signature, signature electronique, firma electronica, electronic transactions law`,
  rule("spam", "C5", "GPA-12d", 0.7)`
    unsolicited e-mail, anti spam, spam filter, spam complaint`,
  rule("ict-regulation", "C6", "GPA-13a", 0.6)`
    telecommunication regulation, telecom regulation, ict regulation, ict regulatory, telecommunications regulatory,
    regulation des telecommunications, regulacion de telecomunicaciones`,
  rule("spectrum", "C6", "GPA-13q", 0.6)`
    spectrum management, radio spectrum, frequency allocation, gestion du spectre, espectro radioelectrico`,
  rule("internet-governance", "C6", null, 0.5)`
    internet governance, gouvernance de l internet, gobernanza de internet`,
  rule("digital-heritage", "C8", "GPA-23c", 0.6)`
    digital heritage, digitization of heritage, digitisation of heritage, digital archive, patrimoine numerique,
    numerisation du patrimoine, patrimonio digital, digitalizacion del patrimonio`,
  rule("languages-online", "C8", "GPA-23i", 0.55)`
    multilingual internet, languages online, local language content, local language software, indigenous languages
    online, multilinguisme dans le cyberespace, multilingualism in cyberspace`,
  rule("community-media", "C8", "GPA-23j", 0.45, { ict: "NONE" })`
    community radio, community media, radio communautaire, media communautaire, radio comunitaria, medios comunitarios`,
  rule("media-freedom", "C9", "GPA-24b", 0.55, { ict: "NONE" })`
    press freedom, freedom of the press, media freedom, media pluralism, independent media, media law, liberte de la
    presse, libertad de prensa, liberdade de imprensa`,
  rule("journalists", "C9", null, 0.45, { ict: "NONE" })`
    journalist, journalism, media development, media professional, journaliste, periodista, periodismo, jornalista,
    media literacy, community radio, public broadcaster`,
  rule("ethics", "C10", "GPA-25b", 0.55)`
    ethics of artificial intelligence, ai ethics, information ethics, ethique de l intelligence artificielle, etica de
    la inteligencia artificial`,
  rule("misuse", "C10", "GPA-25c", 0.4, { ict: "WEAK", needsIct: true })`
    online hate speech, hate speech online, disinformation, misinformation, desinformation, desinformacion, infodemic`,
  rule("digital-cooperation", "C11", null, 0.4)`
    digital solidarity, solidarite numerique, solidaridad digital, digital cooperation, ict for development`,
];
