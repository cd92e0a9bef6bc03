import { phrases } from "./phrase-table";

/** Words that speak of ICTs in general: they settle no line, but let a rule that needs an ICT word count. */
export const ICT_WORDS: readonly string[] = phrases`
  ict, icts, tic, information technology, information and communication technology, information and communications
  technology, technologies de l information, tecnologias de la informacion, internet, telecommunication, telecom,
  software, logiciel, computer, computerization, computerisation, ordinateur, computadora, tablet computer, laptop,
  information system, systeme d information, sistema de informacion, sistema de informacao, information management
  system, mobile phone, mobile application, mobile app, smartphone, telephone mobile, telefono movil, sms, text
  message, web platform, online platform, digital platform, plateforme numerique, plateforme en ligne, plataforma
  digital, plataforma en linea, website, web portal, online portal, digital technology, technologies numeriques,
  tecnologias digitales, digital tool, outils numeriques, herramientas digitales, digital service, digital extension,
  artificial intelligence, cloud computing, videoconference, video conference, digitalization, digitalisation,
  technological platform, chatbot, электронный, интернет`;

/** Words that may speak of ICTs: enough beside a sector in the title, too little in a description. */
export const WEAK_ICT_WORDS: readonly string[] = phrases`
  digital solution, digital innovation, digital, digitally, numerique, online, en ligne, en linea, virtual, virtuel,
  electronic, electronique, electronico, eletronico, virtually, цифровой`;

/** Phrases that look like ICT and aren't: matched first, they keep their words from being read as anything else. */
export const NEUTRAL_PHRASES: readonly string[] = phrases`
  mobile clinic, mobile health clinic, mobile health unit, mobile health team, mobile medical unit, mobile medical
  team, mobile team, clinique mobile, clinica movil, unidad movil, brigada movil, e-voucher, electronic voucher,
  electronic transfer, electronic cash, digital cash transfer, digital thermometer, digital x-ray, electronic
  equipment, electronic appliance, virtual meeting, virtual workshop, online meeting, online workshop, online survey,
  virtual format, political platform, digital print`;
