import { stem } from '../knowledge/normalise.ts';

/**
 * Everyday words, folded: the most frequent of French (5,500 forms) and of English (1,500), of four letters or more, by the
 * frequency lists of wordfreq 3.1.1 (Robyn Speer; data under CC BY-SA 4.0). They are no typing errors of our words although
 * some look like them ("éviter", "éditer"), and they weigh less than a word that nobody knows.
 */
const list = `
abandon abandonne abandonner abbaye abbe ability able abonnement abonnes abord about above abri absence
absolu absolue absolument absolutely abus academie acceder accent accept accepte accepter acces access
accessible accident accidents accompagne accompagner accord accorde accorder according accords account
accueil accueille accueillir accusation accuse achat achats achete acheter acide acier acquerir acquis
acquisition across acte actes acteur acteurs actif actifs action actions active activite activites
activities activity actrice actual actualite actually actuel actuelle actuellement actuelles actuels adam
adaptation adapte adapter added addition additional address adieu adjoint admettre administratif
administration administrative admis adopte adopter adoption adore adresse adulte adultes adversaire
adversaires advice aerienne aeroport affaire affaires affiche afficher affirme affirmer affronter afin
africa africain africaine africains afrique after again against agence agences agency agent agents agir
agissait agit agreable agree agreement agression agricole agricoles agriculteurs agriculture ahead aide
aider aides aient aile ailes aille ailleurs aimais aimait aime aiment aimer aimerais aimes aimez ainsi aise
ajoute ajouter alain albert album albums alcool alentours alerte alex alexandre alger algerie algerien alice
alimentaire alimentaires alimentation aliments allaient allais allait allant alle allee allemagne allemand
allemande allemands aller allez alliance allies allons allow allowed almost alone along alors alpes already
alsace also alternative although altitude always amateur amateurs amazing amazon ambassade ambassadeur
ambiance ambition amelioration ameliorer amenagement amende amene amener america americain americaine
americaines americains american amerique amie amies amis amitie among amount amour amoureuse amoureux
ampleur amuse amuser analyse analyser analyses analysis ancien ancienne anciennes anciens andre android ange
angeles anges anglais anglaise angle angleterre anglo animal animation animaux anime anna anne annee annees
anniversaire annonce annoncer annonces announced annual annuel annuelle anonyme another answer antenne anti
antoine anymore anyone anything anyway aout apercu apparaissent apparait apparaitre appareil appareils
apparemment apparence apparition appart appartement appartenant appartient appear appel appelait appele
appelee appeler appeles appelle appellent appels apple application applications applique appliquer apporte
apporter apprecie apprecier apprend apprendre apprends apprentissage appris approach approche appui appuie
appuyer apres april arabe arabes arabie arbitre arbre arbres architecte architecture archives area areas
argent argentine argument arguments arme armee armees armes army around arrestation arret arrete arreter
arretes arretez arriere arrive arrivee arrivent arriver arrivera arrives arrondissement arsenal arthur
article articles artillerie artiste artistes artistique arts asie asile asked asking aspect aspects
assassinat assaut assemblee assez assis assise assistance assistant assiste assister associated association
associations associe associes assumer assurance assurances assure assurer atelier ateliers atlantique
atmosphere attache attack attaquant attaque attaquer attaques atteindre atteint atteinte attempt attend
attendais attendait attendant attendent attendez attendre attends attendu attentat attentats attente
attentes attention attire attirer attitude aube aucun aucune audience augmentation augmente augmenter august
auparavant aupres auquel aura aurai auraient aurais aurait auras aurez auront aussi aussitot australia
australian australie autant auteur auteurs author auto automatique automatiquement automne automobile
autonome autonomie autorisation autorise autorite autorites autoroute autour autre autrefois autrement
autres autriche auxquels avaient available avais avait avance avancee avancer avant avantage avantages avec
avenir aventure aventures avenue average aveugle avez avion avions avis avocat avocats avoid avoir avons
avoue avouer avril award away awesome ayant baby back baie bail bain bains baise baiser baisse baisser
balance ball balle balles ballon banc bancaire band bande bandes bank banlieue banque banques barbe
barcelone baron barrage barre base based basee bases basic basket basse bassin bataille bateau bateaux
batiment batiments batterie battle battre battu beach beat beau beaucoup beaute beautiful beaux bebe bebes
became because become been before began beginning behind being belge belges belgique believe belle belles
below benefice benefices beneficie beneficier benjamin benoit berlin bernard bertrand besoin besoins best
bete beton better between beurre beyond biais bible bibliotheque bien biens bientot bienvenue biere biggest
bijoux bilan bill billet billets biologique bite bizarre black blague blagues blanc blanche blanches blancs
blesse blesses blessure blessures bleu bleue bleus bloc block blog blonde blood bloque bloquer blue board
body boire bois boite boites bombe bonheur bonjour bonne bonnes bons bonsoir bonus book books bord bordeaux
bordel born boss bosse bosser both bouche boucle bouffe bouge bouger bought boule boulevard boulot bourgeois
bourgogne bourse bout bouteille bouteilles boutique bouton boys brain branche branches bras bravo break bref
bresil bretagne breton brevet brian brigade brillant bring brise britannique britanniques british broke
broken bronze brother brought brown bruit brun bruno brut bruxelles budget build building built bulletin
bureau bureaux business buts cabinet cable cache cacher cadeau cadeaux cadre cadres caen cafe caisse caisses
calais calcul calendrier california californie call called calling calls calme calmer camarades came camera
cameras cameroun camille camion camp campagne campagnes campaign camps canada canadien canadienne canadiens
canal canape canard cancer candidat candidats candidature cannes cannot canon canton capable capables
capacite capacites capitaine capital capitale captain caractere caracteres caracteristiques carbone card
cardiaque cardinal care career carlos caroline carre carrefour carrement carriere carry cars carte cartes
carton case cases cash casque casse casser catalogue catastrophe catch categorie categories cathedrale
catherine catholique catholiques caught cause caused causes cave ceci ceinture cela celebre celibataire cell
celle celles cellule cellules celui cense censure cent centaine centaines center central centrale centrales
centre centres cents century cependant cercle ceremonie certain certaine certainement certaines certainly
certains certes cerveau cesar cesse cesser cest cette ceux chacun chacune chaine chaines chair chaise
chaleur challenge chambre chambres champ champagne champion championnat champions champs chance chances
change changed changement changements changent changer changes channel chanson chansons chant chante chanter
chanteur chanteuse chantier chapeau chapelle chapitre chaque character characters charbon charge chargee
charger charges charles charlie charlotte charme charte chasse chasseurs chat chateau chats chaud chaude
chauffeur chaussee chaussures check chef chefs chemin chemins chemise cher cherche cherchent chercher
chercheurs cherchez chere cherie chers cheval chevalier chevaux cheveux chez chiant chicago chief chien
chiens chier chiffre chiffres child children chimie chimique chimiques china chine chinese chinois chinoise
chirurgie choc chocolat choice choisi choisir choisis choisit choix chomage choose chose choses chretien
chretienne chretiens chris christ christian christine christmas christophe chronique church chute cible ciel
cimetiere cinema cinq cinquante cinquieme circonscription circonstances circuit circulation cirque citation
cite citer cites citoyen citoyens city civil civile civilisation civils claim claims clair claire clairement
clan class classe classement classes classique classiques claude clean clear clearly clement cles client
clientele clients climat climatique clinique clip clos close closed club clubs coach coalition coast code
codes coeur coffee coin cold colere colis collaboration colle collectif collection collections collective
collectivites college collegue collegues colombie colonel colonie colonne color combat combats combattre
combien combinaison come comedie comes coming comite commandant commande commandement commander commandes
comme commence commencent commencer comment commentaire commentaires comments commerce commerces commercial
commerciale commerciales commerciaux commis commissaire commission committee common commun communautaire
communaute communautes commune communes communication communications communique communiquer communiste
community communs compagnie compagnies compagnon companies company comparaison compared comparer competence
competences competition complet complete completely completement completer complex complexe complexes
complique comporte comportement comportements compose composee composition comprehension comprenant comprend
comprendre comprends comprennent compris compromis comptait compte compter comptes computer comte
concentration concentrer concept conception concernant concerne concernes concert concerts conclu conclure
conclusion conclusions concours concu concurrence condamnation condamne condition conditions conducteur
conduire conduit conduite conference conferences confiance confirme confirmer conflit conflits conformement
confort confusion conge congo congres congress connais connaissais connaissait connaissance connaissances
connaissent connaissez connait connaitre connard connerie conneries connexion connu connue connues connus
conquete cons consacre consacree conscience conscient conseil conseille conseiller conseillers conseils
consentement consequence consequences consequent conservateur conservation conserve conserver consider
considere considered consideree considerer consideres consiste console consommateurs consommation
constamment constante constat constate constater constitue constituent constituer constitution
constitutionnel constructeur construction construire construit consultation consulter contact contacter
contacts conte contemporain contemporaine contenant content contente contenu contenus contexte contient
continent continu continue continued continuent continuer continuez contract contrainte contraintes
contraire contrairement contrat contrats contre contribue contribuer contribution control controle controler
convaincre convaincu convention conversation convient cool cooperation copain copains copie copine coree
corps correctement correspond correspondance correspondant corruption corse cost costs costume cote cotes
couche coucher couches coucou couilles could couleur couleurs council countries country county coup coupable
coupe couper coupes couple couples coups cour courage courant courants courir couronne courrier cours course
courses court courte courts cousin cout coute couteau couts couvert couverture couvre couvrir cover craint
crainte crane crazy create created createur creation credit credits cree creee creer creme crier crime
crimes criminel cris crise criteres critique critiquer critiques croient croire crois croissance croit croix
cross croyais croyait croyez cuir cuisine culte culture culturel culturelle culturelles cultures curieux
curiosite current currently cycle daily damage dame dames damn dance danger dangereuse dangereux daniel dans
danse danser dark data date dates daughter davantage david days dead deal death debarrasser debat debats
debit debout debut debuts decede december decembre decennies deces dechets decide decided decider decision
decisions declaration declarations declare declarer decor decouvert decouverte decouvertes decouvre
decouvrez decouvrir decret decrire decrit decu dedans dedie deep defaite defaut defauts defend defendre
defense defenseur defi deficit definir definitely definition definitivement degage degats degre degree
degres dehors deja dejeuner dela delai delegation delegue delire delit demain demandant demande demandent
demander demandes demandez demarche demeure demi demission democrate democratie democratique demonstration
demontrer denis denonce denoncer dents depart departement departements department depasse depasser depend
depense depenses depit deplacement deplacements deplacer depose deposer depot depression depuis depute
deputes derange dernier derniere dernieres derniers deroule derriere descendre descente described
description desert design designe designed designer desir desole desolee desormais despite dessin dessins
dessous dessus destin destination destine destinee destines destruction detail details determiner deteste
detruire detruit dette dettes deux deuxieme devaient devais devait devant developed development developpe
developpement developper devenir devenu devenue devenus devez deviendra deviennent devient devint devoir
devoirs devons devra devraient devrais devrait devront diable diagnostic dialogue diametre dictionnaire
didier died dieu dieux difference differences different differente differentes differents difficile
difficilement difficiles difficult difficulte difficultes diffuse diffusion digne dignite dijon dimanche
dimension dimensions diminuer diminution diner dingue diplome dira dirai dirais dirait dire direct directe
directement directeur direction directly director directrice dirige dirigeant dirigeants diriger disais
disait disant discipline discours discussion discussions discuter dise disease disent disney disons
disparaitre disparition disparu disponible disponibles dispose disposer dispositif disposition dispositions
disque distance distinction distingue distribution district dite dites divers diverses diversite division
divorce dizaine dizaines docteur doctor document documentaire documents does doigt doigts doing dois doit
doivent dollars domaine domaines domicile domination dominique dommage dommages donald donc done donna
donnait donnant donne donnee donnees donnent donner donnera donnez dons dont door dormir dose dossier
dossiers double doubt douce doucement douceur douche douleur doute douter doutes doux douze down dragon
dramatique drame drapeau dream drink drive driving drogue droit droite droits drole drop drug duquel durable
durant dure duree durer during dynamique each earlier early earth easily east easy eating eaux ecart echange
echanges echapper echec echelle echo ecole ecoles ecologie ecologique economic economie economies economique
economiques economy ecoute ecouter ecran ecrire ecris ecrit ecrite ecrits ecriture ecrivain edifice editeur
edition editions education effect effectif effectifs effective effectivement effects effectue effectuer
effet effets efficace efficacite effort efforts egal egalement egalite egard eglise eglises egypte eight
either electeurs election elections electorale electricite electrique electriques electronique element
elements elevage eleve elevee elever eleves eliminer elite elle elles else elus emission emissions emma
emmanuel emotion emotions empeche empecher empereur empire emplacement emploi emploie emplois employe
employes employeur emporter enceinte encontre encore encourager ended endroit endroits energetique energie
energy enfance enfant enfants enfer enfin engage engagement engager england english enjeux enjoy enleve
enlever ennemi ennemis enorme enormement enormes enough enquete enquetes enregistre enregistrement
enseignant enseignants enseigne enseignement ensemble ensuite entend entendre entends entendu enthousiasme
entier entiere entierement entire entourage entoure entraine entrainement entrainer entraineur entre entree
entrees entrepreneur entreprise entreprises entrer entretenir entretien enveloppe envers envie environ
environment environnement environs envisager envoi envoie envoye envoyer epargne epaule epaules epee episode
episodes epoque epouse epoux epreuve epreuves equilibre equipage equipe equipement equipements equipes
equipment equivalent eric erreur erreurs escalier esclavage esclaves espace espaces espagne espagnol
espagnole espagnols espece especes especially esperant espere esperer esperons espoir espoirs esprit esprits
essai essaie essais essaye essayer essayez essence essentiel essentiellement established esthetique estime
etabli etablie etablir etablissement etablissements etablit etage etages etaient etais etait etant etape
etapes etat etats etend etendue etes ethique etienne etions etoile etoiles etonnant etonne etrange etranger
etrangere etrangeres etrangers etre etres etude etudes etudiant etudiante etudiants etudie etudier euro
europe european europeen europeenne europeennes europeens euros evaluation evaluer even evenement evenements
evening event events eventually eventuellement eveque ever every everyone everything evidemment evidence
evident evite eviter evoluer evolution evoque exact exactement exactly examen examens example excellence
excellent excellente except exception exceptionnel exceptionnelle exces exchange exclusivement excuse
excuses executif execution executive exemplaire exemplaires exemple exemples exercer exercice exercices
exige exigences existait existe existence existent exister expansion expect expected expedition experience
experiences expert expertise experts explain explication explications explique expliquer exploitation
explorer exploser explosion expose exposition expres express expression exprime exprimer extension exterieur
exterieure externe extra extrait extraits extraordinaire extreme extremement eyes fabrication fabrique face
facebook facile facilement facilite faciliter facon facons fact facteur facteurs facture faculte faible
faibles faiblesse failli faim fair faire fais faisaient faisais faisait faisant faisons fait faite faites
faits fall fallait falloir fallu fameuse fameux familial familiale families famille familles family fans
fantastique fasse fast father fatigue faudra faudrait fausse fausses faut faute fautes fauteuil faux faveur
favorable favoriser favorite fear features february federal federale federation feel feeling feels feet
felicitations fell felt female feminin feminine femme femmes fenetre fenetres fera ferai ferais ferait ferme
fermee fermer fermeture feront fesses festival fete fetes feuille feuilles feux fevrier fiche fiction fidele
fideles field fier fiere fierte fievre fifa figaro fight fighting figure figures file fille filles fillon
film films fils final finale finalement finally finance financement financer finances financial financier
financiere financieres financiers find finding fine fini finir finis finish finished finit fins fire first
fiscal fiscale fish five fixe fixer flash fleur fleurs fleuve flics flight floor flotte flux focus foie fois
folie folle follow followed following fonction fonctionnaires fonctionne fonctionnement fonctionner
fonctions fond fondateur fondation fonde fondee fonds font fontaine food foot football force forcement
forcer forces ford foreign foret forets forfait forget form format formation formations forme forment former
formes formidable formule fort forte fortement fortes forts fortune forum forward foule found four fourni
fournir fournit fous fout foutre foutu foyer fragile frais franc francais francaise francaises france
franchement francis franco francois francophone francophones francs frank frappe frapper fraude frederic
free freedom french frequemment frequence frere freres friday friend friends froid froide from fromage front
frontiere frontieres fruit fruits fuck fucking fuir fuite full fully fumee fumer funny furent further fusion
futur future futurs gabriel gagnant gagne gagner gain galerie game games gamin gamme gang garage garantie
garantir garcon garcons garde garder gardes gardien gare gars gateau gauche gaulle gave geant gendarmerie
gene general generale generalement generales generally generation generations generaux genereux geneve
genial genie genoux genre genres gens gentil geographie geographique george georges gerard gere gerer
germain german germany geste gestes gestion gets getting gilles girl girls give given gives giving glace
glad glass global globale gloire goal goals goes going gold golf gone gonna good google gorge gosse gosses
gotta gout gouts gouvernement gouvernements gouverneur government grace grand grande grandes grandi grands
graphique gras gratuit gratuite gratuitement grave graves gravite great greater grec grece green grenoble
greve grille gris gros grosse grosses ground group groupe groupes groups grow growing growth guere guerre
guerres guess gueule guide guillaume guitare guys habitant habitants habitation habite habitude habitudes
habituellement haha haine hair half hall hamon hand hands happen happened happens happy harcelement hard
harry hasard hate hausse haut haute hautes hauteur hauts have having head health hear heard heart heat heavy
hein helas held helene hell help helped henri henry herbe here heritage heros hesite heure heures heureuse
heureusement heureux hier high higher highest highly himself histoire histoires historique historiques
history hitler hiver hockey hold holding hollande holy home hommage homme hommes hong honnete honneur honte
hope hopital hopitaux horaires horizon horreur horrible hors hospital hotel hour hours house however http
https huge hugo huile huit humain humaine humaines humains human humanite humeur humour hurt husband hyper
hypothese idea ideal idee idees identifier identique identite idiot ignore ignorer iles illustre image
images imaginaire imagination imagine imaginer imaginez immediate immediately immediatement immense immeuble
immeubles immigration immobilier impact implique importance important importante importantes importants
importe impose imposer impossible impot impots impression impressionnant incapable incendie incident include
included includes including inclus income inconnu inconnue increase increased incroyable inde independance
independant independante independants independent india indian indice indices indien indiens indique
indiquer indispensable individu individual individuel individuelle individus industrie industriel
industrielle industriels industries industry inferieur inferieure influence info information informations
informatique informe informer infos infrastructures ingenieur ingenieurs initiale initiative innovation
inquiete inscription inscrire inscrit inscrits insectes inside insiste inspecteur inspiration inspire
installation installations installe installer instance instant instead institut institution institutions
instruction instructions instrument instruments insulte insurance integration integre integrer
intellectuelle intelligence intelligent intense intensite intention intentions inter interdiction interdire
interdit interessant interessante interesse interesser interest interested interesting interet interets
interieur interieure intermediaire international internationale internationales internationaux interne
internes internet interpretation interprete intervenir intervention interventions intervient interview
intime intitule into introduction introduit inutile invente inverse investir investissement investissements
invitation invite invites involved iphone irak iran irlande isabelle islam islamique island israel issu
issue issues issus italie italien italienne italiens itself ivoire jack jackson jacques jaloux jamais jambe
jambes james january janvier japan japon japonais jardin jardins jaune jazz jean jeanne jerome jerusalem
jesus jete jeter jette jeudi jeune jeunes jeunesse jeux jobs john johnny joie join joindre joint joli jolie
jones joseph joue jouent jouer joues joueur joueurs jour journal journaliste journalistes journaux journee
journees jours joyeux judge judiciaire juge jugement juger juges juif juifs juillet juin jules julie julien
july june junior jure juridique jury jusque just juste justement justice justifier justin keep kept kevin
kids kill killed killing kilometres kilos kind king knew know knowledge known knows kong laboratoire lache
lacher lack lady laissant laisse laissent laisser laissez lait lance lancee lancement lancer land langage
language langue langues laquelle large largement largest largeur larmes last late later latest latin latine
laurent laval laver laws lead leader leading league learn learned learning least leave leaving lecon lecons
lecteur lecteurs lecture left legal legale legende leger legere legerement legislation legislatives legitime
legumes lendemain lentement lequel lesquelles lesquels less letter lettre lettres leur leurs leve levee
level levels lever levres liaison liban liberal liberation liberaux libere liberer liberte libertes
librairie library libre librement libres licence liee liees liege lien liens lies lieu lieutenant lieux life
light ligne lignes ligue like likely lille limite limited limitee limiter limites line lines link lion
liquide lire list liste listen listes literally litteraire litteralement litterature little live lived lives
living livraison livre livrer livres local locale locales located location locaux logement logements
logiciel logique logo loin loire lois loisirs london londres long longer longs longtemps longue longues
longueur look looked looking looks lord lorraine lors lorsque lose losing loss lost lots louer louis louise
loup lourd lourde love loved lower loyer lucas luck lumiere lumieres lundi lune lunettes lutte lutter luxe
luxembourg lycee lyon machine machines macron madame made madrid magasin magasins magazine magie magique
magnifique mail maillot main mains maintenant maintenir maintien maire maires mairie mais maison maisons
maitre maitres maitresse maitrise majeste majeur majeure major majorite majority make makes making malade
malades maladie maladies male malgre malheur malheureusement malheureux mali malin maman management manager
manche manchester mandat mange manger maniere manieres manifestants manifestation manifestations manifeste
manque manquent manquer manteau manuel many marc marcel march marchand marche marcher marches mardi marechal
marge mari maria mariage marie mariee marier marin marine marins mario maritime maritimes mark market
marketing marne maroc marque marquee marquer marques marrant marre marriage married mars marseille martin
mary masculin masque mass massacre masse massif master match matchs material materiaux materiel maternelle
mathematiques mathieu matiere matieres matin matinee matt matter maurice mauvais mauvaise mauvaises maxime
maximum maybe mean meaning means meant mecanique mecanisme mechant mecs medaille medecin medecine medecins
media medias mediatique medical medicale medicaments mediterranee meet meeting meilleur meilleure meilleures
meilleurs melange member members membre membres meme memes memoire memoires menace menaces menage mene menee
mener mensonge ment mentale mention mentionne mentir menu mepris merci mercredi merde mere meres merite
merveilleux message messages messe messieurs mesure mesurer mesures metal meteo methode methodes metier
metiers metres metro metropole mets mettant mettent mettez mettre metz meubles meurt meurtre mexique michael
michel micro microsoft middle midi miel mien mienne mieux might mignon migrants mike milan miles milieu
milieux militaire militaires militants military mille milliards milliers million millions mince mind mine
mines mineur mineurs mini minimum minister ministere ministre ministres minuit minute minutes miracle miroir
mise misere mises miss missing mission missions mixte mobile mobiles mobilisation mobilite moche mode model
modele modeles modern moderne modernes modes modeste modification modifications modifie modifier moindre
moins mois moitie moment moments monaco monde mondial mondiale money monnaie monsieur monstre mont montage
montagne montagnes montant monte montee monter month months montpellier montrant montre montreal montrent
montrer monument monuments moral morale morceau morceaux more morning mort morte morts moscou most moteur
moteurs mother motif motifs motivation moto mots moulin mourir mouvement mouvements move moved movement
movie moving moyen moyenne moyennes moyens much multiple multiples municipal municipale municipales
municipalite murder murs musee musees music musicale musiciens musique musiques must musulman musulmane
musulmans myself mystere naissance name named names nancy nantes napoleon nation national nationale
nationales nationalite nationaux nations natural nature naturel naturelle naturellement naturelles naturels
navigation navire navires neanmoins near nearly necessaire necessairement necessaires necessary necessite
need needed needs negatif negociations negocier neige nerveux netflix nettement network neuf neutre neuve
never news next nice nicolas night nine niveau niveaux noble noblesse nobody noel noir noire noires noirs
nombre nombreuses nombreux nomination nomme noms none nord normal normale normalement normandie norme normes
north northern notamment note noter notes nothing notice notion notre nourrir nourriture nous nouveau
nouveaux nouvel nouvelle nouvelles november novembre nuages nucleaire nuit nuits nulle number numbers
numerique numero numeros obama objectif objectifs objet objets obligation obligations obligatoire oblige
observation observations observe observer obtenir obtenu obtient occasion occident occidentale occupation
occupe occupee occuper ocean october octobre odeur oeil oeufs oeuvre oeuvres offer offered offert office
officer officers official officiel officielle officiellement officiels officier officiers offre offrent
offres offrir often oiseau oiseaux okay older olivier olympique olympiques ombre once oncle ondes ones
online only ontario onze open opened opening opera operateur operation operations opinion opinions
opportunite opportunity oppose opposer opposition option options optique orange orchestre order ordinaire
ordinateur ordonnance ordonne ordre ordres oreille oreilles organes organisation organisations organise
organisee organiser organisme organismes organization orient orientation originaire original originale
origine origines orleans oscar other others otherwise ottawa ouais oublie oublier oubliez ouest ours outil
outils outre outside ouvert ouverte ouvertes ouverts ouverture ouvrage ouvrages ouvre ouvriers ouvrir over
overall pacifique page pages paid paie paiement pain paire paix palais panique panne panneau panneaux
pantalon papa pape paper papier papiers paquet paradis parait paraitre parallele parc parce parcours parcs
pardon pareil parent parents parfait parfaite parfaitement parfois parfum pari paris parisien parisienne
parisiens park parking parlais parlait parlant parle parlement parlementaire parlementaires parlent parler
parles parlez parlons parmi parole paroles pars part partage partager partant partenaire partenaires
partenariat partent parti participants participation participe participer particular particularly
particulier particuliere particulierement particuliers partie parties partir partis partisans partout parts
party paru parvenir pascal pass passage passagers passages passait passant passe passed passee passees
passent passer passera passes passez passion past pasteur patience patient patients patrick patrimoine
patron pattes paul pause pauvre pauvres pauvrete paye payer pays paysage peace peau peche peine peines peint
peintre peinture pendant pensais pensait pense pensee pensees pensent penser penses pensez pension people
percent perception perd perdre perds perdu perdue pere perfect performance performances perhaps period
periode periodes permanence permanent permanente permet permettant permettent permettra permettre permis
perso person personal personnage personnages personnalite personnalites personne personnel personnelle
personnellement personnelles personnels personnes perspective perte pertes peter petit petite petites petits
petrole peuple peuples peur peut peuvent peux phase phenomene philippe philosophe philosophie phone photo
photographe photographie photos phrase phrases physical physique physiquement physiques piano pick picture
pictures piece pieces pied pieds piege pierre pierres pile pilote pilotes pique pire pires piscine piste
pistes pitie place placed placee placer places plafond plage plaindre plainte plaire plaisir plait plan
planche planete planning plans plant plante plantes plaque plaques plastique plat plate plateau plateforme
plats play played player players playing please plein pleine pleinement pleins pleure pleurer plomb pluie
plume plupart plus plusieurs plutot poche poches poeme poesie poete poids poignee poil point pointe points
poisson poissons poitrine pole polemique police policier policiers policy political politics politique
politiques pollution pologne pomme pommes pompiers pont ponts poor populaire populaires popular popularite
population populations porc porno port portable portail portait portant porte portee portefeuille portent
porter portes portrait portugais portugal pose posee poser positif position positions positive possede
possedent possession possibilite possibilites possible possibles post poste posted poster postes pote
potential potentiel potes pouce poudre poule poulet pour pourcentage pourquoi pourra pourraient pourrais
pourrait pourras pourrez pourront poursuit poursuite poursuivre pourtant pousse pousser poutine pouvaient
pouvais pouvait pouvant pouvez pouvoir pouvoirs pouvons power powerful practice pratique pratiquement
pratiquer pratiques prealable precedemment precedent precedente precedentes precedents precieux precis
precise precisement preciser precision prefecture prefere preference prefet premier premiere premieres
premiers prenait prenant prend prendra prendre prends prenez prenne prennent prenom preparation prepare
preparer pres presence present presentant presentation presente presentee presentent presenter presentes
presents preserver presidence president presidente presidentielle presidents presque press presse pression
pressure prestation prestations pret prete pretend pretexte pretre prets pretty preuve preuves prevenir
prevention prevenu previous prevoir prevoit prevu prevue prevues price prices prie priere primaire primaires
primary prime prince princesse principal principale principalement principales principaux principe principes
printemps prior priori priorite pris prise prises prison prisonnier prisonniers prit private prive privee
privees prives prix probable probablement probably problem probleme problemes problems procede proceder
procedure procedures proces process processus prochain prochaine prochaines proche proches procureur
produced product producteur producteurs production productions products produire produit produite produits
prof professeur professeurs profession professional professionnel professionnelle professionnels professor
profil profit profite profiter profond profonde profondement profondeur profs program programmation
programme programmes programs progres progression progressivement project projet projets promesse promesses
promet promis promotion promouvoir prononce prononcer propagande property proportion propos propose
proposent proposer proposition propositions propre propres proprietaire proprietaires propriete proprietes
protect protection protege proteger protocole prouve prouver provenance provenant provence provide provided
provient province provinces provisoire provoque provoquer proximite pseudo psychologie psychologique public
publication publications publicite publics publie publiee publier publies publique publiques published puis
puisque puissance puissant puissante puissants puisse puissent puits pure purement purpose putain pute
putting pyrenees quai qualification qualifie qualite qualites quality quand quant quantite quarante quart
quartier quartiers quasi quasiment quatre quatrieme quebec quebecois quebecoise queen quel quelconque quelle
quelles quelque quelques quels question questions quete queue quick quickly quiconque quinze quite quitte
quitter quoi quoique quotidien quotidienne race racines racisme raciste raconte raconter radio rage raison
raisonnable raisons ramene ramener rang range rangs rapide rapidement rapides rappel rappele rappeler
rappelle rapport rapporte rapports rapproche rare rarement rares rassemblement rate rates rather raymond
rayon rayons reach reached reaction reactions read reading ready reagir real realisateur realisation realise
realisee realiser realises realite reality really reason reasons rebelles receive received recemment recent
recente recentes recently reception recette recettes recevoir recherche recherches recit recoit recoivent
recommande recompense reconnaissance reconnait reconnaitre reconnu reconnue record records recours
recrutement recu recueil recul recuperer redaction reduction reduire reduit reduite reel reelle reellement
refaire reference references referendum reflechir reflexion reforme reformes refuge refugies refus refuse
refuser regard regardant regarde regarder regardes regardez regime region regional regionale regionales
regions registre regle reglement reglementation regler regles regne regrette regular reguliere regulierement
reine rejoindre rejoint relais related relatif relation relations relationship relative relativement
relatives release released releve relever religieuse religieuses religieux religion religions religious
remarquable remarque remarquer remboursement remember remercie remercier remet remettre remis remise remonte
remonter remplace remplacement remplacer rempli remplir remporte remporter remuneration renault rencontre
rencontrer rencontres rend rendant rendement rendent rendez rendre rends rendu rendue rendus rene renforcer
rennes renoncer renseignement renseignements rentre rentree rentrer reparer repartition repas repete repeter
repond repondent repondre reponds repondu reponse reponses report reportage reported reports repos repose
reposer reprend reprendre representant representants representation representations represente representent
representer repression repris reprise reprises reproche reproduction republicain republicains republique
reputation required research reseau reseaux reserve reserves residence resistance resister resolution
resoudre resources respect respecte respecter respectivement responsabilite responsabilites responsable
responsables response responsible ressemble ressort ressources rest restait restant restaurant restaurants
restauration reste restee restent rester restera restes result resultat resultats results resume retard
retenir retenu retenue retire retirer retour retourne retourner retrait retraite retrouve retrouvent
retrouver retrouvez return reunion reunions reunir reunis reussi reussir reussit reussite revanche reve
reveil reveille reveiller revele revenir revenu revenus rever reves reviens revient review revision revoir
revolte revolution revolutionnaire revue rhin rhone rich richard riche riches richesse ride ridicule rien
right rights rigueur rire risk risque risques rive river riviere rivieres road robe robert robin robot roche
rock roger rois role roles romain romaine romains roman romans romantique rome rond ronde room rose roses
roue rouen roues rouge rouges roule rouler round route routes roux royal royale royaume rues rugby rule
rules rumeurs running rupture russe russes russia russian russie ryan rythme sable sachant sache sacre
sacree sacs safe safety sage said saint sainte saints sais saisi saisir saison saisons sait salaire salaires
salaries sale sales salle salles salon salope salut same samedi sang sans sante sarah sarkozy satisfaction
satisfaire satisfait saturday sauce sauf saura saut sauter sauvage sauvages sauve sauver savais savait save
savent savez savoie savoir savons saying says scandale scenario scene scenes schema school schools science
sciences scientifique scientifiques scolaire scolaires score scott scrutin seance seances search season
sebastien seche second secondaire secondaires seconde secondes seconds secours secret secretaire secretary
secrets secteur secteurs section securite security seeing seem seems seen seigneur sein seine seins sejour
selection self sell selon semaine semaines semblait semblant semble semblent semi senat senateur send
senegal senior sens sensation sense sensible sensibles sent sentent senti sentiment sentiments sentir
separation separe separer sept september septembre septieme sera serai seraient serais serait seras serez
serge serie series serieuse serieusement serieux serious seriously seront serre sert servent serveur servi
service services servir session seuil seul seule seulement seules seuls seven several severe sexe sexuel
sexuelle sexuelles sexy shall share ship shirt shit shop short shot should show showed showing shown shows
sick side siecle siecles siege sieges sign signal signaler signature signe signer signes significant
signifie silence similaire similaires similar simon simple simplement simples simply since sincere
sincerement single sinon sister site sites sitting situation situations situe situee sixieme size skin sleep
small smartphone smith sncf social sociale sociales socialiste socialistes sociaux societe societes society
soeur soeurs soient soigner soin soins soir soiree soirees sois soit soixante solaire sold soldat soldats
soleil solidarite solide solo sols solution solutions sombre some someone something sometimes somme sommeil
sommes sommet sondage sondages song sonne sons sont soon sophie sorry sors sort sortant sorte sortent sortes
sorti sortie sorties sortir sortis souci soucis soudain souffle souffrance souffre souffrir souhaite
souhaitent souligne soumis sound sounds soupe source sources sourire souris sous soutenir soutenu south
soutien soutient souvenir souvenirs souvent souverainete souviens souvient soyez soyons space speak speaking
special speciale specialement speciales specialise specialisee specialiste specialistes speciaux specific
specifique specifiques spectacle spectacles spectateurs speed spend spent sport sportif sportifs sportive
sports spot spring stabilite stable stade staff stage stand standard standing star stars start started
starting state statement states station stations statistique statistiques statue status statut stay step
stephane steve still stock stop store stories story straight strasbourg strategie strategique street stress
strictement strong structure structures student students studies studio study stuff stupid stupide style
subi subir subject succes success successful succession such sucre suede suffisamment suffisant suffit
suggere suicide suis suisse suit suite suivant suivante suivantes suivants suivent suivez suivi suivie
suivre sujet sujets summer sunday super superbe superieur superieure superieures superieurs supplementaire
supplementaires support supporte supporter supporters suppose supposed suppression supprimer supreme sure
surement surete surface surpris surprise surtout surveillance surveiller survie survivre susceptibles
suspect suspension sweet symbole symbolique sympa symptomes syndicat syndicats synthese syrie system systeme
systemes systems tabac table tableau tableaux tables tache taches taille taire take taken takes taking
talent talents talk talking tandis tant tante tape taper tapis tard tarif tarifs taux taxe taxes taxi
teacher team teams technique techniques technologie technologies technology tele telephone television tell
telle tellement telles telling tels temoignage temoignages temoin temoins temperature temperatures tempete
temple temporaire temps tenait tenant tendance tendances tendre tenir tennis tension tentative tentatives
tente tenter tenu tenue term terme termes termine terminee terminer terms terrain terrains terre terres
terrible territoire territoires terrorisme terroriste terroristes test tester tests tete tetes texas text
texte textes than thank thanks that theatre their them theme themes themselves then theorie theory there
therefore these they thierry thing things think thinking third this thomas those though thought three
through throughout thus tiennent tiens tient tiers time times tirage tire tirer tirs tissu title titre
titres titulaire today together toile toilettes toit tokyo told tombe tombee tomber tome tomorrow tonight
tonnes tony took toronto tort total totale totalement totalite touch touche toucher toujours toulouse tour
tourisme touristes touristique tournage tournant tourne tournee tourner tournoi tours tous tout toute
toutefois toutes towards town trace traces track trade tradition traditionnel traditionnelle traditions
traduction traduit trafic train training trains trait traite traitement traitements traiter traites traits
trajet tranche tranquille tranquillement transfert transformation transforme transformer transition
transmission transport transports travail travaille travaillent travailler travailleurs travaux travel
travers traverse traverser treatment trente tres tresor trial tribunal tribune tried trimestre trio trip
triple triste tristesse trois troisieme trompe tromper trone trop trou trouble troubles troupe troupes trous
trouvait trouve trouvent trouver trouvera trouves trouvez truc trucs true truly trump trust truth trying
tube tuer tues tunisie turn turned turquie twitter type types ukraine ultime ultra under understand unes
unies uniforme union unique uniquement unis unit unite united unites univers universel universelle
universitaire universite universites university unless until upon urbain urbaine urgence usage used uses
usine usines using usually utile utiles utilisant utilisateur utilisateurs utilisation utilise utilisee
utilisees utilisent utiliser utilises utilite vacances vache vague vagues vainqueur vais vaisseau valable
valeur valeurs vallee valls valoir value vapeur variable variete various vaste vaut vecu vehicule vehicules
veille velo venait venant vend vendeur vendre vendredi vendu vendus venez vengeance venir vent vente ventes
ventre vents venu venue venus verifier veritable verite verra verre vers versailles version versions vert
verte verts vertu very veste vetements veuillez veulent veut veux viande vice victime victimes victoire
victoires victor vide video videos vieille vieilles viendra vienne viennent viens vient vierge vies vieux
view vigueur villa village villages ville villes vincent vingt vingtaine vins viol violence violences
violent violente virus visage visant vise visible visiblement vision visit visite visiter visites visiteurs
vite vitesse vivant vivants vive vivement vivent vivre vocation voice voici voie voient voies voila voile
voir voire vois voisin voisine voisins voit voiture voitures voix volant vole voler volontaire volontaires
volonte vols volume volumes vont vote voter votes votre voudrais voudrait voulaient voulais voulait voulant
voulez vouloir voulons voulu vous voyage voyager voyages voyageurs voyait voyant voyez voyons vrai vraie
vraies vraiment vrais vues wait waiting walk walking wall walter wanna want wanted wants washington watch
watching water ways wear weather website week weekend weeks weight welcome well went were west western what
whatever when where whether which while white whole whose wide wife will william windows winning winter wish
with within without woman women wonder word words work worked workers working works world worse worst worth
would write writing written wrong wrote xavier yeah year years yesterday yeux york young your yourself
youtube yves zero zone zones
`;

/** All of them, one by one. */
export const commonWords: readonly string[] = list.trim().split(/\s+/);

/** By their first three letters, which stemming leaves alone. */
const starting = Map.groupBy(commonWords, (word) => word.slice(0, 3));
const stems = new Map<string, ReadonlySet<string>>();

/** Whether a stem is that of an everyday word. Stemming the whole list would double a start: it is done as words come. */
export function isCommon(stemmed: string): boolean {
  const start = stemmed.slice(0, 3);
  const known = stems.get(start);
  if (known !== undefined) return known.has(stemmed);
  const made = new Set((starting.get(start) ?? []).map(stem));
  // Starts that no everyday word has are not kept: a message may invent any number of them.
  if (made.size > 0) stems.set(start, made);
  return made.has(stemmed);
}
