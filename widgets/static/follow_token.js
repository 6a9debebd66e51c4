function B(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function V(t,e){let n=B(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var jt=t=>V(t,Float32Array),Ht=t=>V(t,Int32Array),Kt=t=>V(t,
Int16Array),Yt=t=>Float32Array.from(V(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function Vt(t,e){let n=B(t),o=new TextDecoder,r=[],s=0;for(let i of V(e,Uint16Array))
r.push(o.decode(n.subarray(s,s+i))),s+=i;return r}function Gt(t){let e=null,n;return(...o)=>((!e||o.some((r,s)=>r!==e[s]))&&(n=t(...o),e=o),n)}var nt=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function u(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function vt(t,e){let n=u("table",t),o=u("thead"),r=u("tr"),s=u("tbody");for(let i of e)r.append(u("th","",i));return o.append(r),n.append(o,s),{table:n,head:r,rows:s}}
function Xt(t,e,n){let o=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*o)),s=Math.max(1,Math.round(n*o));(t.width!==r||t.height!==s)&&(t.width=r,t.height=
s),t.style.width=`${e}px`,t.style.height=`${n}px`;let i=D(t);return i.setTransform(o,0,0,o,0,0),i.clearRect(0,0,e,n),i}var D=t=>t.getContext("2d");function bt(t,e){
let n=document.createElement("canvas");return n.width=t,n.height=e,n}function Qe(t,e,n=5){let o=bt(n,n),r=D(o);return r.strokeStyle=e,r.lineWidth=1,r.beginPath(),
r.moveTo(0,n),r.lineTo(n,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(n-1,n+1),r.lineTo(n+1,n-1),r.stroke(),t.createPattern(o,"repeat")}function G(t,e,n,o,r,s){t.fillStyle=
Qe(t,nt(e,"none"),5),t.fillRect(n,o,r,s)}var Qt=globalThis;Qt.dsvGains??=new WeakMap;var wt=Qt.dsvGains;function ot(t,e){let n=t.get(e);return wt.get(n)?.whole??n}function Je(t,e,n,o){let r=t.get(e),s=B(
ot(t,e)),i=B(o);if(s.length!==n||!(r instanceof Object))return!1;let l=wt.get(r);if(!l||l.room.length<n+i.length){let a=new Uint8Array(2*(n+i.length));a.set(s),
l={room:a},wt.set(r,l)}return l.room.set(i,n),l.whole=l.room.subarray(0,n+i.length),!0}function Jt({model:t}){let e=(n,o)=>{let r=(n?.gained??[]).filter(([s,i],l)=>!Je(
t,s,i,o[l]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var w=(t,e,n)=>Math.max(e,Math.min(n,t));function Zt(t,e,n){return n>e?w((t-e)/(n-e),0,1):t>=n?1:0}function N(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function rt(t){let e=t.reduce((i,l)=>i+l,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
i=>Math.floor(i/e*100+1e-9)),o=t.map(i=>i/e*100%1),r=t.map((i,l)=>l).sort((i,l)=>o[l]-o[i]),s=100-n.reduce((i,l)=>i+l,0);for(let i=0;i<s;i++)n[r[i%r.length]]++;
return n.map(i=>i/100)}function U(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var kt=400;function te(t,e){let n=u("button","dsv-small dsv-numbers","▦"),o=u("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the numb\
ers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let r=!1;return t.
listen(n,"click",()=>{r=!r,n.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(o.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Ze(t,o,e()),
r)}function Ze(t,e,{columns:n,rows:o,note:r}){let s=vt("dsv-table",n);for(let l of s.head.children)l.scope="col";for(let l of o.slice(0,kt)){let a=u("tr");a.style.
cursor="default";for(let c of l)a.append(u("td","",tn(c)));s.rows.append(a)}let i=o.length>kt?`The first ${kt} of ${o.length} rows. `:"";e.replaceChildren(u("di\
v","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function tn(t){return typeof t=="number"?Number.isInteger(t)?String(t):N(t,4):String(
t??"–")}var en="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",nn={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},on={expert:-1,entry:-1,hover_entry:-1},rn=["SELECT","INPUT","TEX\
TAREA"],ee=t=>({initialize:Jt,render:e=>sn(e,t)});async function sn({model:t,el:e},n){let o=an(n);e.append(o.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new Nt(t,r,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function an({title:t,aria:e}){let n=u("d\
iv","dsv");n.tabIndex=0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=u("div","dsv-head"),r=u("span","dsv-facts");r.setAttribute("aria-liv\
e","polite"),o.append(u("span","dsv-title",t),r);let s=u("div","dsv-message"),i=u("div","dsv-body");return n.append(u("div","dsv-gone",en),o,s,i),{root:n,head:o,
facts:r,message:s,body:i}}var Nt=class{#e=!1;#t=!1;#s=60;#n;#r;#o=[];constructor(e,n,{root:o,head:r,facts:s,message:i,body:l},a){this.model=e,this.sel=n,this.root=
o,this.head=r,this.facts=s,this.body=l,this.#n=i,this.#r=a,this.own=void 0,this.tabled=a.table?te(this,()=>a.table(this)):null,this.#l(),this.#c()}redraw(){this.#e||
this.#t||(this.#e=!0,requestAnimationFrame(()=>{this.#e=!1,this.#t||this.#i()}))}#i(){let{root:e,model:n,facts:o,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#n.textContent=s,this.#n.style.display=s?"":"none",r.style.
display=s?"none":"",s){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#n.style.display="",this.#n.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){let n=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#a(Object.entries({...n?on:{},...e})),this.sel.save_changes()}hover(e){
let n=Object.entries(e).filter(([o,r])=>this.sel.get(o)!==r);this.#a(n),n.some(([o])=>o==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[n,o]of e)this.sel.
set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,r){e.addEventListener(n,o,r),this.#o.push(()=>e.removeEventListener(n,o,r))}#l(){let{
model:e,sel:n,root:o}=this,r=()=>this.redraw(),s=(c,f,h)=>{c.on(f,h),this.#o.push(()=>c.off(f,h))};s(e,"change",r),s(e,"msg:custom",r),s(n,"change",r);let i=()=>o.
classList.toggle("gone",n.comm_live===!1);i(),s(n,"comm_live_update",i);let l=new MutationObserver(()=>{r(),setTimeout(r,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let a=new ResizeObserver(r);a.observe(o),this.#o.push(()=>l.disconnect(),()=>a.disconnect())}#c(){
this.listen(this.root,"focusin",ln,!0),this.listen(this.root,"keydown",e=>{if(rn.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key===
"Escape"?()=>this.pick(nn):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#t=!0;for(let e of this.#o)e();this.root.remove()}},
ln=t=>{t.target.dataset.lmSuppressShortcuts="true"};function ne(t,e,n){if(!n.length)return;let o=Math.max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[w(o+e,0,n.length-1)],expert:-1,entry:-1})}var cn=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,hn=/<｜([^｜<>\n]*)｜>/g,dn=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
fn=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,st=t=>t.replace(hn,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(cn,fn),At=t=>dn.
test(t)?`⁨${t}⁩`:t,$t=t=>st(t.replace(/\n/g,"⏎"));function O(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
o=st(n)||"␣",r=[...o];return At(r.length>e?`${r.slice(0,e-1).join("")}…`:o)}var v=(t,e,n)=>t.find(o=>n(o)<=e)??"";var L=[.5,1,2,4,8,16,32,64],se=-.5,oe=1.5,re=.25,ie=t=>({playing:!1,at:null,speed:t>16?4:2});function ae(t,e){t.speed=w(t.speed+e,0,L.length-1)}var P=(t,e)=>w(Math.
floor(t),0,e-1);function le(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=se)}function ce(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.at=
n),t.at=Math.min(Math.floor(t.at/re+1+1e-9)*re,e+1)}function he(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?L[t.speed]:Math.min(L[t.speed],6);return t.
at=Math.min(t.at+e*o,n+oe),t.at>=n+oe}function de(t){t.at=se}var fe=(t,e)=>t===null||!e?t:Math.ceil(t);function pe(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}var $=18,A=12,pn=66,mn=46,un=92,gn=1,me=.2;function xn(t,e,n){if(t*mn<=n)return new Array(t).fill(Math.min(n/t,un));let o=Array.from({length:t},(l,a)=>Math.exp(
-(((a-e)/gn)**2))),r=o.reduce((l,a)=>l+a,0),s=Math.min(pn,n/(r+.6)),i=(n-s*r)/Math.max(t-r,1e-9);return o.map(l=>i+(s-i)*l)}function yn(t,e){let n=t<780,o=t<480,
r=n?{x:4,width:t-8}:{x:0,width:w(t*.29,200,400)},s=n?14:r.x+r.width+58,i={x:s,width:o?32:40},l={x:i.x+i.width,width:o?40:n?60:84},a=w((t-s)/30,o?9:14,26),c={x:l.
x+l.width+(o?26:38),width:a*e},f=o?80:w(t*.145,104,190),h={x:t-f,width:f},d={x:c.x+c.width+(o?34:46),width:0};d.width=Math.max(20,h.x-d.x-(o?14:40));let p=o?[c.
x-13,c.x+c.width+15]:[c.x-18,c.x+c.width+20];return{stacked:n,text:r,label:i,mass:l,lanes:c,rail:d,lens:h,nodes:p}}function ue(t,e,n,o,r=!1){let s=yn(t,n.streams),
i=s.stacked?e>480?5:4:0,l={y:i*$+(i?8:0),height:20},a={y:l.y+l.height,height:30},c={y:0,height:50},f=e-a.y-a.height-c.height,h=a.y+a.height,d=xn(n.layers,o,f).map(
m=>{let g={y:h,height:m};return h+=m,g});c.y=h;let p=s.stacked?{y:0,height:i*$}:{y:0,height:h+c.height};return{width:t,height:h+c.height,columns:s,rows:d,heads:l,
start:a,end:c,text:p,draft:r}}var _=(t,e)=>t.y+t.height*e,X=({lanes:t},e,n)=>t.x+(n+.5)*t.width/e,Q=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,ge=["read","mixed","rou\
ted","lens"],I=(t,e,n)=>t===null?1:w((t-e)*4-n,0,1),S=t=>me+(1-me)*t,z=(t,e=26,n=36)=>Zt(t,e,n);function St(t,e){let n=w(Math.ceil(13/Math.max(t,1)),1,2);return{
columns:n,column:e%n}}var xe=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+1)*e-1});var bn="☷",wn=["entries","window","sink"];function ye({ctx:t,look:e,place:n,sizes:o,kinds:r,font:s,layer:i,hits:l},a){let c=n.rows[a],{label:f}=n.columns,h=be(
c),d=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=s(A,a===i?"600":""),t.fillStyle=a===i?e.mark:e.quiet,t.textAlign="right";let p=Math.abs(a-i)===
1&&c.height<13;if(t.strokeStyle=e.panel,t.lineWidth=3,t.lineJoin="round",(a===i||a%d===0&&!p)&&(t.strokeText(String(a),f.x+16,h),t.fillText(String(a),f.x+16,h)),
t.textAlign="left",t.font=s(A),t.fillStyle=a===i?e.ink:e.quiet,c.height>=5.5){let{column:m}=St(c.height,a),g=f.x+20+9*Math.min(m,1),{glyph:y}=o.kinds[r[a]];c.height>=
13&&t.strokeText(y,g,h),t.fillText(y,g,h)}l.push({what:"layer",layer:a,x:f.x,y:c.y,width:f.width,height:c.height})}var be=t=>_(t,.5-.22*z(t.height,20,36));function J({
mass:t},e){let n=w(e.height*.3,Math.min(3,e.height*.7),14),o=be(e)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function Tt(t,e,n,o){let r=n.x;for(let s=0;s<o;s++)
r+=(t.mass[e*3+s]||0)*n.width;return{x:r,width:(t.mass[e*3+o]||0)*n.width}}function we(t,e){let{ctx:n,root:o,look:r,place:s,path:i,at:l,hits:a,font:c}=t,f=s.rows[e],
h=J(s.columns,f),d=[0,1,2].map(m=>i.mass[e*3+m]);i.blank?Mt(t,h):d.some(Number.isNaN)&&G(n,o,h.x,h.y,h.width,h.height),n.globalAlpha=S(I(l,e,0)),wn.forEach((m,g)=>{
let{x:y,width:x}=Tt(i,e,h,g);n.fillStyle=r[m],x>0&&n.fillRect(y,h.y,Math.max(x-.5,.5),h.height),x>0&&a.push({what:m,layer:e,x:y,y:f.y,width:x,height:f.height})});
let p=h.width<72?0:z(f.height,44,52);p>0&&!d.some(Number.isNaN)&&(n.globalAlpha*=p,n.font=c(A),n.textBaseline="top",n.fillStyle=r.ink,rt(d).map(g=>N(g).replace(
/^0/,"")).forEach((g,y)=>{n.textAlign=["left","center","right"][y],n.fillText(g,h.x+h.width*y/2,h.y+h.height+4)})),n.globalAlpha=1,n.textAlign="left"}var it=t=>_(
t,.5+.4*z(t.height,8,36));function ke({place:t,path:e,sizes:n},o,r){let s=w(t.rows[o].height*.42,2,22);return Math.max(1.5,s*Math.min(1,2*e.expert_weight[r]/n.scale))}
function Ne(t,e){let{ctx:n,root:o,look:r,place:s,path:i,sizes:l,at:a,hits:c,routing:f}=t,h=s.rows[e],{rail:d}=s.columns,p=it(h),m=I(a,e,2),g=w(h.height*.42,2,22);
n.fillStyle=r.none,n.fillRect(d.x,p,d.width,1),c.push({what:"rail",layer:e,x:d.x,y:h.y,width:d.width,height:h.height});let y=l.chosen,x=Math.max(2,d.width/l.experts*
.6);i.expert[e*y]<0&&!i.blank&&G(n,o,d.x,p-Math.min(g,8),d.width,Math.min(g,8)),n.globalAlpha=S(m),n.fillStyle=r.expert;for(let M=e*y;M<(e+1)*y;M++){if(i.expert[M]<
0)continue;let R=Q(s.columns,l.experts,i.expert[M]),W=ke(t,e,M)*(.3+.7*m);n.fillRect(R-x/2,p-W,x,W),c.push({what:"expert",layer:e,id:i.expert[M],x:R-x,y:h.y,width:2*
x,height:h.height})}Nn(t,e),n.globalAlpha=S(m),n.fillStyle=r.quiet;let k=d.x+d.width+12,T=w(h.height*.18,1.5,4);n.beginPath(),n.moveTo(k,p-2*T),n.lineTo(k+T,p-T),
n.lineTo(k,p),n.lineTo(k-T,p-T),n.fill(),c.push({what:"shared",layer:e,x:k-7,y:h.y,width:14,height:h.height}),f[e]==="hash"&&kn(t,e,d.x-15,p-Math.min(6,h.height/
3)),n.globalAlpha=1}function kn({ctx:t,look:e,font:n,place:o},r,s,i){let{column:l}=St(o.rows[r].height,r);t.font=n(A),t.fillStyle=e.ink,t.textAlign="left",t.textBaseline=
"middle",t.fillText(bn,s-10*Math.min(l,1),i)}function Nn(t,e){let{ctx:n,look:o,place:r,path:s,sizes:i,font:l,at:a}=t,c=z(r.rows[e].height,36,46);if(!c)return;let f=it(
r.rows[e]);n.font=l(A),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="alphabetic",n.globalAlpha=S(I(a,e,2))*c;let h=[];for(let d=e*i.chosen;d<(e+1)*i.chosen;d++){
if(s.expert[d]<0)continue;let p=Q(r.columns,i.experts,s.expert[d]);h.some(m=>Math.abs(m-p)<7*String(s.expert[d]).length+4)||(h.push(p),n.fillText(String(s.expert[d]),
p,f-ke(t,e,d)-3))}n.textAlign="left"}function Mt({ctx:t,look:e},{x:n,y:o,width:r,height:s}){t.strokeStyle=e.none,t.lineWidth=1,t.strokeRect(n+.5,o+.5,r-1,Math.max(
1,s-1))}function Ae(t,e,n){let o=[],r=0,s=0;for(let i of t){let l=i.split(`
`).length-1,a=At(st(i.replace(/\n/g,"⏎").replace(/\t/g,"⇥")));r>0&&r+n(a)>e&&(r=0,s++);let c=r===0&&s>0?a.replace(/^ (?=\S)/,""):a,f=n(c);o.push({x:r,line:s,
width:Math.min(f,e),text:c}),r+=f,l&&(r=0,s+=l)}return o}function $e(t,e,n,o){let r=Math.min(Math.max(n-e,0),t.length-1),s=t[r]?.line??0,i=Math.max(1,Math.floor(
o.height/$)),l=s+1,a=e>0;(l>i||a)&&(a=!0,l=Math.min(l,i-1));let c=s+1-l,f=t.findIndex(d=>d.line>=c),h=o.y+(a?$:0)-c*$;return{from:e+Math.max(f,0),first:e,token:n,
words:t,top:h,left:o.x,folded:a}}function Z(t,e){let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*$,width:n.width,height:$}}
function Et(t,e,n){let o=[];for(let r=Math.max(e,t.from);r<=Math.min(n,t.token);r++){let s=Z(t,r);if(!s)continue;let i=o[o.length-1];i&&i.y===s.y?i.width=s.x+s.
width-i.x:o.push(s)}return o}var at=class{#e="";#t=null;draw(e,n,o,r,s){let i=window.devicePixelRatio||1,l=[n.first,n.from,n.token,n.top,n.words.length,o.width,
o.height,i,r].concat(Object.values(s)).join();if(l!==this.#e||!this.#t){this.#e=l,this.#t=bt(Math.ceil(o.width*i),Math.ceil(o.height*i));let a=D(this.#t);a.setTransform(
i,0,0,i,-n.left*i,0),a.font=r,a.textBaseline="middle";for(let c=n.from;c<=n.token;c++){let f=n.words[c-n.first];f&&(a.fillStyle=c<s.prompt?s.quiet:s.ink,a.fillText(
f.text,n.left+f.x,n.top+(f.line+.5)*$))}}e.drawImage(this.#t,n.left,0,this.#t.width/i,this.#t.height/i)}};function j(t,e,n){let o=[];for(let r=e*t.keys;r<(e+1)*t.keys;r++){let[s,i,l]=[t.zone[r],t.key[r],t.weight[r]];s===-1||!(l>0)||o.push({zone:s,key:i,weight:l,...s===
1?xe(i,n):{first:i,last:i}})}return o}function An({shown:t,place:e},n){let o=Et(t,n.first,n.last),r=o[o.length-1],{stacked:s,text:i}=e.columns;if(r)return{boxes:o,
x:s?r.x+r.width/2:r.x+r.width,y:r.y+(s?$:$/2)};let l=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:i.x+Math.min(l,1)*i.width,y:e.text.y+$-2}}function Se(t,e){
let{ctx:n,look:o,shown:r,at:s,layer:i}=t,l=I(s,i,0),a=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let f=l*Math.sqrt(c.weight/a);for(let h of Et(
r,c.first,c.last))n.globalAlpha=.08+.3*f,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(h.x,h.y+1,h.width,h.height-2),c.zone===1&&(n.globalAlpha=.3+.7*f,n.
fillRect(h.x,h.y+h.height-2,h.width,2))}n.globalAlpha=1}function Te(t,e){let{ctx:n,look:o,place:r,path:s,at:i,layer:l}=t,a=I(i,l,0);if(!a)return;let c=r.rows[l],
f=J(r.columns,c),h=Math.max(...e.map(d=>d.weight),1e-9);n.lineCap="round";for(let d of[...e].reverse()){let p=An(t,d),m=Tt(s,l,f,d.zone===1?0:1),g=m.x+m.width/2,
y=p.y<f.y,x=y?f.y:f.y+f.height;n.strokeStyle=d.zone===1?o.entries:o.window,n.globalAlpha=S(a)*(.25+.6*Math.sqrt(d.weight/h)),n.lineWidth=.8+7*d.weight;let k=(14+
Math.abs(x-p.y)*.2)*(y?-1:1),T=r.columns.stacked?[r.columns.text.x,p.y+30]:[p.x+46,p.y],M=r.columns.stacked?[r.columns.text.x,x+k]:[g,x+k];H(n,[p.x,p.y,T[0],T[1],
M[0],M[1],g,x],a)}n.globalAlpha=1}function H(t,[e,n,o,r,s,i,l,a],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,r,s,i,l,a);else for(let f=1;f<=20;f++){
let h=f/20*c,d=1-h,[p,m,g,y]=[d*d*d,3*d*d*h,3*d*h*h,h*h*h];t.lineTo(p*e+m*o+g*s+y*l,p*n+m*r+g*i+y*a)}t.stroke()}function lt(t,e,n,o){let{ctx:r,root:s,look:i,place:l,path:a,at:c,hits:f,font:h}=t,{lens:d}=l.columns,p=a.lens[n+1]?.[0],m=a.lens_prob[(n+1)*a.ranks],g=Math.min(
46,d.width*.3),y=w(e.height-2,1,12),x=_(e,.5);if(f.push({what:"lens",layer:n,x:d.x-10,y:e.y,width:d.width+10,height:e.height}),a.blank)return Mt(t,{x:d.x,y:x-y/
2,width:g,height:y});if(p===void 0||Number.isNaN(m)){G(r,s,d.x,x-y/2,g,y);return}if(r.globalAlpha=S(n<0?1:I(c,n,3)),r.fillStyle=i.track,r.fillRect(d.x,x-y/2,g,y),
r.fillStyle=a.agree[n+1]?i.mark:i.quiet,r.fillRect(d.x,x-y/2,g*m,y),a.agree[n+1]&&(r.fillStyle=i.mark,r.beginPath(),r.arc(d.x-6,x,Math.min(3,e.height/2),0,7),r.
fill()),(p!==o.word||e.height>=20)&&x-7>=o.bottom){r.font=h(A,a.agree[n+1]?"600":""),r.fillStyle=i.ink,r.textBaseline="middle";let T=d.width-g-6,M=T>70?N(m):"";
r.fillText(O(p,Math.max(3,Math.floor((T-(M?30:0))/7))),d.x+g+6,x),r.textAlign="right",r.font=h(A),r.fillStyle=i.quiet,M&&r.fillText(M,d.x+d.width,x),r.textAlign=
"left",o.word=p,o.bottom=x+7}r.globalAlpha=1}function Me({ctx:t,look:e,place:n,font:o,path:r}){let{columns:s,heads:i}=n;t.font=o(A),t.fillStyle=e.quiet,t.textBaseline="middle";let l=p=>t.measureText(p).width,
a=i.y+i.height/2,c=(p,m,g)=>{t.textAlign="center",t.fillText(v(p,g,l),m,a)},f=r.head<0?"read (mean of heads)":`read by head ${r.head}`,h=s.label.x+14,d=s.lanes.
x-h-26;t.textAlign="left",t.fillText(v([f,r.head<0?"read (mean)":f,"read"],d,l),h,a),c(["residual streams","streams","lanes"],s.lanes.x+s.lanes.width/2,s.lanes.
width+40),c(["experts, by number","experts"],s.rail.x+s.rail.width/2,s.rail.width),t.textAlign="left",t.fillText(v(["what it would say","would say","says"],s.lens.
width,l),s.lens.x,a)}function Ee(t,e){let{ctx:n,look:o,place:r,path:s,font:i,hits:l}=t,{columns:a,start:c}=r,f=a.lanes.x+a.lanes.width/2;n.font=i(A,"600");let h=s.
blank?"token":$t(s.piece.trim())||"␣",d=O(h,14),p=n.measureText(d).width+16;_e(t,f-p/2,c.y+1,p,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(d,f,c.y+11),n.textAlign="left",l.push({what:"embedding",layer:-1,x:f-p/2,y:c.y,width:p,height:c.height}),n.font=i(A),n.fillStyle=o.quiet,n.fillText(
a.stacked?"embed":"embedding",a.label.x+(a.stacked?-6:0),c.y+11),lt(t,{y:c.y,height:22},-1,e)}function Oe(t){let{ctx:e,look:n,place:o,path:r,font:s,hits:i,at:l}=t,
{columns:a,end:c}=o,f=r.answer,h=a.lanes.x+a.lanes.width/2,d=c.y+34;e.globalAlpha=S(l===null?1:w((l-o.rows.length)*2,0,1)),e.font=s(A+1,"600"),e.textBaseline="m\
iddle";let p=f.word===void 0?"?":O($t(f.word.trim())||"␣",14),m=e.measureText(p).width+18;_e(t,h-m/2,c.y+22,m,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(p,h,d),e.textAlign="left",e.font=s(A),e.fillStyle=n.quiet;let g=o.width-h-m/2-8,y=r.blank?["the answer"]:tt(f);e.fillText(v(y,g,x=>e.measureText(x).width),
h+m/2+8,d),e.fillText("head",a.label.x+(a.stacked?-6:0),c.y+12),o.draft&&(e.fillText("draft block",a.lens.x,c.y+12),i.push({what:"draft",layer:o.rows.length,x:a.
lens.x,y:c.y,width:72,height:22})),i.push({what:"answer",layer:o.rows.length,x:h-m/2,y:c.y,width:m+g,height:c.height}),e.globalAlpha=1}function tt(t){if(t.word===
void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===null||t.probability===
void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=N(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`not among the first ${t.
ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function _e({ctx:t,look:e},n,o,r,s,i){t.beginPath(),t.roundRect(
n,o,r,s,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=i,t.lineWidth=1.5,t.stroke()}function Ot({ctx:t,look:e,place:n,shown:o,font:r,path:s}){let{text:i}=n.columns;
t.font=r(A),t.fillStyle=e.quiet,t.textBaseline="middle",s.blank&&t.fillText("The text will stand here.",i.x,n.text.y+$/2),!(s.blank||!o.folded)&&(t.fillText(`${o.
from} earlier tokens`,i.x,n.text.y+$/2-1),t.fillStyle=e.none,t.fillRect(i.x,n.text.y+$-3,i.width,2))}function _t({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function Ie(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:r}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?$n(t,r):o==="streams"||o==="mixing"?Sn(
t,r,e.site??0):["routing","expert","rail","experts"].includes(o)?Tn(t,r,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${N(n.shared_norm[r])}`:o===
"lens"?Mn(n,r):o==="answer"||o==="head"?tt(n.answer)[0]:""}function $n({path:t,sizes:e,kinds:n,pieceAt:o},r){let s=[0,1,2].map(h=>t.mass[3*r+h]);if(s.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[i,l,a]=rt(s).map(h=>N(h)),c=j(t,r,e.kinds[n[r]]).slice(0,3).map(({zone:h,key:d,weight:p,first:m,
last:g})=>`${h?`entry ${d} (tokens ${m} to ${g})`:`${d} “${O(o(d),12)}”`} ${N(p)}`),f=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${i} + window ${l}\
 + sink ${a} = 1${f}`}function Sn({path:t,sizes:e},n,o){let r=(n*2+o)*e.streams,s=a=>[...a.subarray(r,r+e.streams)].map(c=>N(c)).join("  ");if(Number.isNaN(t.pre[r]))
return t.missing.mixing??"not captured in this layer";let i=0;for(let a=0;a<e.streams;a++)i+=t.comb[(r+a)*e.streams+a];let l=N(1-i/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${s(t.pre)}; written (post) ${s(t.post)}; exchanged ${l}`}function Tn({path:t,sizes:e},n,o){let r=n*e.chosen,s=[...t.expert.subarray(
r,r+e.chosen)];if(s[0]<0)return t.missing.routing??"not captured in this layer";let i=s.map((f,h)=>`${f} (${N(t.expert_weight[r+h])})`).join(", "),l=t.margin[n],
a=Number.isNaN(l)?"a table chose them":`margin ${N(l,3)}`;return`${o!==void 0&&!s.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${i}; ${a}`}
function Mn(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((r,s)=>`“${O(r,14)}” ${N(t.lens_prob[(e+1)*t.
ranks+s])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}var q=(t,e)=>({what:t,layer:e,site:0,x:0,y:0,width:0,height:0});
function ct(t,e){if(t<=0)return q("embedding",-1);if(t>e)return q("answer",e);let n=t-1e-6;return q(["attention","streams","routing","lens"][Math.floor(n%1*4)],
Math.floor(n))}function Pe(t,e,n){if(t===null)return`layer ${n}`;if(t<=0)return"embedding";if(t>e)return"answer";let o=t-1e-6;return`layer ${Math.floor(o)}: ${ge[Math.
floor(o%1*4)]}`}function ht(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var Re=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function It(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[_t(e,Pt(t,e.layer))]?.tab??""}
function Pt(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function En({own:t,sel:e}){if(t.over&&
t.over.what!=="row")return t.over;let{player:n}=t;if(!n.playing||n.at===null)return t.chosen;let o=t.sizes().layers;return L[n.speed]<=1?ct(n.at,o):q("layer",L[n.
speed]<=8?P(n.at-1e-6,o):e.get("layer"))}function dt(t){let{card:e}=t.own,n=En(t),o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.get(
"layer"),t.model.get("serial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...On(t,n)):n&&n.what!=="layer"?e.replaceChildren(..._n(
t,n)):e.replaceChildren(...Rn(t,n?.layer??t.sel.get("layer"))))}function On(t,e){let n=t.own.pieceAt(e.id??-1),o=u("div");return o.append(u("h4","",`token ${e.id}\
 “${O(n,30)}”`),u("div","dsv-note","A click follows this one.")),[o]}function _n(t,e){let n=_t(e,Pt(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let r=Re(
t,n==="head"&&e.what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),s=n!=="head"&&n!=="embedding"&&n!=="draft",i=r?.cells.filter(y=>y[0]===n)[n==="mixing"?e.
site??0:0],l=u("div"),a=s?` of layer ${e.layer}`:"";l.append(u("h4","",`${o.title}${a}`),u("div","dsv-note",o.does));let c=Ie(t.own.known(),e);c&&l.append(u("di\
v","dsv-follow-numbers",c));let f=u("pre","",o.equation),h=u("div");i&&h.append(u("div","",i[2]<0?"This layer has no such part.":`${ht(i[1])} parameters, ${U(i[2])}`));
let d=u("div","dsv-note");d.append(`${o.section}, `,u("code","",o.file)),h.append(d);let p=In(o,e,s);p.length&&h.append(Pn(p,e.layer));let m=It(t,e);if(m){let y=u(
"button","dsv-small",`open “${m}”`);y.addEventListener("click",()=>t.own.open(e)),h.append(y)}let g=u("div","dsv-note");return g.append("alone: ",u("code","",
o.code)),h.append(g),[l,f,h]}function In(t,e,n){let o=t.title==="hyper-connection"?e.site?".ffn.":".attn.":"";return t.points.filter(([r,,s])=>!r.includes("{i}")||
n&&s.includes(e.layer)&&r.includes(o))}function Pn(t,e){let n=u("details","dsv-note");n.append(u("summary","",`${t.length} values can be captured`));let o=u("ul");
for(let[r,s]of t){let i=u("li");i.append(u("code","",r.replace("{i}",String(e))),` ${s}`),o.append(i)}return n.append(o),n}function Rn(t,e){let n=Re(t,q("layer",
e)),o=Pt(t,e);if(!n||!o)return[];let r=u("div");return r.append(u("h4","",`layer ${e} ${o.glyph} ${o.title}`),u("div","dsv-note",`This layer ${n.words}.`),u("di\
v","",`${ht(n.parameters)} parameters`)),[r,Ln(t,e,n)]}function Ln(t,e,n){let o=t.model.get("cards"),r=t.model.get("places"),s=u("div","dsv-follow-parts"),i=r.flatMap(
d=>d.cells.map(p=>p[2])).filter(d=>d>0),[l,a]=[Math.min(...i),Math.max(...i)].map(Math.log);s.title=`fuller: more bytes (logarithmic, ${U(Math.min(...i))} to ${U(
Math.max(...i))})`;let c=r.filter(d=>!d.kind),f=[...n.cells.map(d=>({cell:d,at:e})),...c.map(({cells:d,place:p})=>({cell:d[0],at:p==="top"?-1:Number.POSITIVE_INFINITY}))],
h=0;for(let{cell:d,at:p}of f){let[m,,g]=d,y=m==="mixing"?h++:0;if(g<0)continue;let x=u("button","dsv-small");x.style.setProperty("--full",`${Math.round(100*(Math.
log(g)-l)/Math.max(a-l,1e-9))}%`),x.append(u("b","",`${o[m].title}${m==="mixing"?y?" (experts)":" (attention)":""}`),` ${U(g)}`),x.addEventListener("click",()=>t.
own.choose({...q(Cn(m),p),site:y})),s.append(x)}return s}var Cn=t=>t==="mixing"?"streams":t==="shared expert"?"shared":t;function Rt(t){let e=t.model.get("total\
s");return e.parameters?`${ht(e.parameters)} parameters, ${U(e.bytes)}; ${ht(e.active)} work on each token`:""}var Le=t=>t>0?N(t,t<10?2:0):"–";var Wn={share:[2,Yt],i1:[1,t=>new Int8Array(B(t).slice().buffer)],"<i2":[2,Kt],"<i4":[4,Ht],"<f4":[4,jt]};function Bn(t,e,n){let o=B(e),r={},s=0;n.forEach(([l,a],c)=>{
let[f,h]=Wn[a],d=t.shapes[c].reduce((p,m)=>p*m,f);r[l]=h(o.subarray(s,s+d)),s+=d});let i=l=>t.shapes[n.findIndex(a=>a[0]===l)];return{...t,...r,keys:i("zone")[1],
ranks:i("lens_prob")[1]}}var C=t=>t.model.get("sizes");function E(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var ft=class{#e=new Map;#t=new Set;#s=-1;#n=null;#r=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},r=this.#l.bind(this);e.listen(o,"msg:custom",r)}#o(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#i(){let{model:e}=this.view;e.get("serial")!==this.#s&&(this.#s=e.get("serial"),this.#e.
clear(),this.#t.clear(),this.#n=null);let n=e.get("path");n!==this.#n&&(this.#n=n,n?.shapes?this.#a(n,e.get("arrays")):this.#r=null)}#a(e,n){this.#e.set(`${e.token}\
 ${e.head}`,Bn(e,n,C(this.view).layout))}#l(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#i();for(let[o,r]of e.ahead.entries())this.#a(r,n[o])}}has(e){
return this.#i(),this.#e.has(this.#o(e))}now(){return this.#i(),this.#r=this.#e.get(this.#o(E(this.view)))??this.#r,this.#r}ask(e,n){if(this.view.model.get("ker\
nel")===!1||this.view.sel.comm_live===!1)return;let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,r=[];for(let s=e;s<=o;s++)!this.has(s)&&!this.#t.has(
this.#o(s))&&r.push(s);if(!(!r.length||r.length<n/2&&this.has(e))){for(let s of r)this.#t.add(this.#o(s));this.view.model.send({ahead:r,head:this.view.sel.get("\
head")})}}},pt=class{#e=null;#t=0;pieces=[];read(e){let n=ot(e.model,"utf8");return(n!==this.#e||e.model.get("first")!==this.#t)&&(this.#e=n,this.#t=e.model.get(
"first"),this.pieces=Vt(n,ot(e.model,"lengths"))),{first:this.#t,pieces:this.pieces}}};function mt({layers:t,streams:e,chosen:n}){let o=r=>new Float32Array(r).fill(
Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],lens:[],agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(
0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*e),norm:o((t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(
t),margin:o(t),lens_prob:o(t+1),blank:!0}}function K(t,e){let n=u("button","dsv-small",t);return n.title=e,n}function Ce(t,e){let n=u("input");return n.type="range",n.step=String(e),n.setAttribute("aria\
-label",t),n}function We(){let t=u("div","dsv-follow-bar"),e=K("▶ Play","space: the token travels through the layers, then the next one"),n=K("Step","full sto\
p: one part further (read, mixed, routed, lens)"),o=K("−","[ : slower"),r=u("span","dsv-follow-speed"),s=K("+","] : faster");o.setAttribute("aria-label","slow\
er"),s.setAttribute("aria-label","faster");let i=Ce("along the layers",.25),l=u("span","dsv-follow-where"),a=K("‹","left: the token before"),c=Ce("token",1),f=K(
"›","right: the next token");a.setAttribute("aria-label","the token before"),f.setAttribute("aria-label","the next token");let h=u("span","dsv-follow-which"),
d=[[e,n],[o,r,s],[u("span","dsv-note","layers"),i,l],[u("span","dsv-note","tokens"),a,c,f,h]].map(p=>{let m=u("span","dsv-follow-group");return m.append(...p),m});
return t.append(...d),{bar:t,play:e,stepped:n,slower:o,speed:r,faster:s,layer:i,where:l,back:a,token:c,on:f,which:h}}function F(t,e){let n=w(E(t)+e,0,Math.max(0,
(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function Lt(t){let{player:e}=t.own,
{layers:n}=t.own.sizes();le(e,n),e.playing||Wt(t),t.redraw()}function Ct(t){let{player:e}=t.own,{layers:n}=t.own.sizes();ce(e,n,t.sel.get("layer")),Wt(t),t.own.
chosen=ct(e.at??0,n),t.redraw()}function Wt(t){let{at:e}=t.own.player;if(e===null)return;let n=P(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick({layer:n})}
function et(t,e){ae(t.own.player,e),t.redraw()}function Be(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>Lt(t)),t.listen(e.stepped,"click",()=>Ct(t)),
t.listen(e.slower,"click",()=>et(t,-1)),t.listen(e.faster,"click",()=>et(t,1)),t.listen(e.back,"click",()=>F(t,-1)),t.listen(e.on,"click",()=>F(t,1)),t.listen(e.
layer,"input",()=>{n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>Wt(t)),t.listen(e.token,"input",()=>F(t,Number(e.token.value)-
E(t)))}function ut(t){let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:r=0}=t.model.get("counts"),s=E(t),i=t.sel.get("layer");e.play.textContent=n.playing?
"❚❚ Pause":"▶ Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${L[n.speed]} layers/s`,e.slower.disabled=n.speed===0,e.faster.
disabled=n.speed===L.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??i+1),e.where.textContent=Pe(n.at,o,i),e.layer.setAttribute("ari\
a-valuetext",e.where.textContent),e.token.max=String(Math.max(0,r-1)),e.token.value=String(Math.max(0,s)),e.which.textContent=r?`${s+1} of ${r}`:"none yet";for(let l of[
e.play,e.stepped,e.layer,e.back,e.token,e.on])l.disabled=!r}var gt=1.5,Fn=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],Bt=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function ze({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:r}=t;return e<0?o.y+o.height*w(1+e,0,1):e>=n.length?r.y+r.height*w(e-n.length,0,1):_(n[Math.floor(e)],
e%1)}function qe(t){let{ctx:e,place:n}=t,o=ze(t);e.globalAlpha=S(0),Fe(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,Fe(t),e.restore()}function zn({place:t,path:e,sizes:n},o){let r=t.columns.lanes.width/n.streams,s=Bt(e.norm)||1;return Array.
from({length:t.rows.length+1},(i,l)=>{let a=e.norm[l*n.streams+o];return Number.isNaN(a)?Number.NaN:(gt+(r*.86-gt)*(a/s))/2})}function Fe(t){let{ctx:e,look:n,place:o,
sizes:r}=t,{rows:s,columns:i,start:l,end:a}=o,c=[...s.map(h=>h.y),a.y],f=i.lanes.x+i.lanes.width/2;for(let h=0;h<r.streams;h++){let d=X(i,r.streams,h),p=zn(t,h),
m=p[0]||gt/2,g=Math.min(p[s.length]||gt/2,5);e.fillStyle=n.streams[h%n.streams.length],e.fillRect(d-m,l.y+l.height-8,2*m,8.4),qn(t,d,c,p),e.lineWidth=2*g,e.strokeStyle=
e.fillStyle,e.beginPath(),e.moveTo(d,a.y),e.bezierCurveTo(d,a.y+12,f,a.y+6,f,a.y+18),e.stroke()}}function qn({ctx:t,look:e,path:n},o,r,s){for(let i=0;i<r.length-
1;){let l=i;for(;l+1<r.length&&!Number.isNaN(s[l]+s[l+1]);)l++;if(t.beginPath(),l===i)l=i+1,n.blank||t.setLineDash([3,3]),t.lineWidth=n.blank?2:1,t.strokeStyle=
n.blank?t.fillStyle:e.quiet,t.moveTo(o,r[i]),t.lineTo(o,r[l]),t.stroke(),t.setLineDash([]);else{for(let a=i;a<=l;a++)t.lineTo(o+s[a],r[a]);for(let a=l;a>=i;a--)
t.lineTo(o-s[a],r[a]);t.fill()}i=l}}function De(t,e){let{ctx:n,look:o,place:r,path:s,sizes:i,at:l,hits:a}=t,c=r.rows[e],{columns:f}=r;for(let d=0;d<2;d++){let p={
y:c.y+d*c.height/2,height:c.height/2};a.push({what:"streams",layer:e,site:d,x:f.lanes.x,width:f.lanes.width,...p})}let h=z(c.height,26,34)*(e===t.layer?1:.5);h&&
(Fn.forEach(({from:d,middle:p,to:m},g)=>{let y=I(l,e,g+1),x=f.nodes[g],k=_(c,p),T=(e*2+g)*i.streams;n.globalAlpha=h*S(y),Dn(t,T,_(c,d),_(c,m));for(let R=0;R<i.streams;R++){
let W=X(f,i.streams,R),[qt,Dt]=[s.pre[T+R],s.post[T+R]];n.strokeStyle=o.streams[R%o.streams.length],n.globalAlpha=h*S(y)*.9;let Ut=(W+x)/2;if(qt>.01){n.lineWidth=
.4+3*qt;let Y=_(c,d);H(n,[W,Y,W,(Y+k)/2,Ut,k,x,k],1)}if(Dt>.01){n.lineWidth=.4+1.5*Dt;let Y=_(c,m);H(n,[x,k,Ut,k,W,(Y+k)/2,W,Y],y)}}n.globalAlpha=h*S(y),n.fillStyle=
o.panel,n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(x,k,4.5,0,7),n.fill(),n.stroke(),Un(t,e,g,x,k,h);let M=g?"routing":"attention";a.push({what:M,layer:e,
x:x-9,y:k-9,width:18,height:18})}),n.globalAlpha=1)}function Dn({ctx:t,look:e,place:n,path:o,sizes:r},s,i,l){for(let a=0;a<r.streams;a++)for(let c=0;c<r.streams;c++){
let f=o.comb[(s+a)*r.streams+c];if(a===c||!(f>.005))continue;let[h,d]=[a,c].map(m=>X(n.columns,r.streams,m));t.strokeStyle=e.streams[a%e.streams.length],t.lineWidth=
.5+10*f;let p=(i+l)/2;H(t,[h,i,h,p,d,p,d,l],1)}}function Un({ctx:t,look:e,place:n,path:o,sizes:r,at:s},i,l,a,c,f){let h=n.rows[i];if(!l){let p=J(n.columns,h);t.
strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(p.x+p.width+2,p.y+p.height/2),t.lineTo(a-5,c),t.stroke();return}let d=I(s,i,2);if(d){t.strokeStyle=e.
quiet;for(let p=i*r.chosen;p<(i+1)*r.chosen;p++){if(o.expert[p]<0)continue;let m=Q(n.columns,r.experts,o.expert[p]),g=it(h);t.globalAlpha=f*.5*S(d),t.lineWidth=
.6+3*(o.expert_weight[p]/r.scale),H(t,[a+5,c,(a+m)/2,c,m,c,m,g],d)}}}function Ue(t){let{ctx:e,look:n,place:o,sizes:r,at:s}=t;if(s===null||s>=o.rows.length)return;
let i=ze(t);for(let l=0;l<r.streams;l++){let a=X(o.columns,r.streams,l);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(a,i,7,0,7),e.fill(),e.globalAlpha=
1,e.beginPath(),e.arc(a,i,3.4,0,7),e.fill()}}function je(t,e){let{legend:n}=t.own,{streams:o,scale:r,kinds:s,window:i}=t.own.sizes(),l=Le(Bt(e.norm)),a=`${l} ${o}`;if(n.dataset.of===a)return;n.dataset.of=a;
let c=(f,h,d)=>{let p=u("span","dsv-follow-key");return p.append(u("i",d??"",f),h),p};n.replaceChildren(...Array.from({length:o},(f,h)=>c("",String(h),`lane s${h%
4}`)),u("span","",`streams: as wide as their norm, full width ${l}`),c("","compressed","box entries"),c("",`window (last ${i})`,"box window"),c("","sink","box s\
ink"),c("",`chosen expert: as high as its weight (they sum to ${N(r,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the tok\
en that came","came"),...Object.values(s).map(f=>c(f.glyph,f.title)),c("grey","text of the prompt","grey"),c("","not captured","box none"))}function Ft(t){let e=n=>nt(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("mark"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function jn(t){
let{own:e,root:n,model:o}=t,r=C(t);if(!r?.layers)return null;let s=e.paths.now()??mt(r),{player:i}=e,l=fe(i.at,e.still()),a=l===null?t.sel.get("layer"):P(l-1e-6,
r.layers),c=Math.max(280,e.stage.clientWidth),f=ue(c,e.height(),r,e.focus,o.get("places").some(x=>x.place==="draft")),h=(x,k="")=>`${k} ${x}px ${e.look.family}`,
d=Xt(e.canvas,c,f.height);d.font=h(A+1);let{first:p,pieces:m}=e.text.read(t),g=e.words(m,f.columns.text.width,e.look.family),y=o.get("places").filter(x=>x.kind);
return{ctx:d,root:n,look:e.look,font:h,place:f,sizes:r,path:s,at:l,layer:a,hits:[],kinds:y.map(x=>x.kind),routing:y.map(x=>x.routing),shown:$e(g,p,s.blank?-1:s.
token,{x:f.columns.text.x,...f.text})}}function xt(t){let e=jn(t);if(!e)return;let{own:n}=t,{ctx:o,place:r,sizes:s,path:i,layer:l,kinds:a,look:c,shown:f}=e,h=r.
rows[l];o.fillStyle=c.band,o.beginPath(),o.roundRect(r.columns.label.x-6,h.y,r.width-r.columns.label.x+6,h.height,5),o.fill();let d=i.blank?[]:j(i,l,s.kinds[a[l]]);
i.blank?Ot(e):Hn(t,e,d),Me(e);for(let m=0;m<s.layers;m++){let g=r.rows[m];e.hits.push({what:"row",layer:m,x:r.columns.label.x-6,y:g.y,width:r.width,height:g.height})}
qe(e);for(let m=0;m<s.layers;m++)we(e,m),Ne(e,m),De(e,m);let p={word:"",bottom:-1};Ee(e,p);for(let m=0;m<s.layers;m++)lt(e,r.rows[m],m,p);Te(e,d);for(let m=0;m<
s.layers;m++)ye(e,m);Oe(e),Ue(e),Kn(e,n.over),n.hits=e.hits,n.frames++,t.root.drawn=Yn(t,e,d),n.shown=f}function Hn(t,e,n){let{ctx:o,place:r,look:s,font:i,shown:l,
path:a}=e,c={width:r.columns.text.width,height:r.text.y+r.text.height};Se(e,n);let f=Z(l,a.token);f&&(o.strokeStyle=s.mark,o.lineWidth=2,o.strokeRect(f.x-1,f.y+
1,f.width+2,f.height-2));let h=t.model.get("counts").prompt??0;t.own.picture.draw(o,l,c,i(A+1),{ink:s.ink,quiet:s.quiet,prompt:h}),Ot(e)}function Kn({ctx:t,look:e},n){
!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=1,t.strokeRect(n.x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function Yn(t,{path:e,at:n,layer:o,place:r,
hits:s,sizes:i},l){let{own:a}=t;return{token:e.blank?-1:e.token,wanted:E(t),head:e.head,at:n,layer:o,playing:a.player.playing,speed:a.player.speed,frames:a.frames,
layers:i.layers,heights:r.rows.map(c=>c.height),height:r.height,stacked:r.columns.stacked,readings:l,hits:s,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*
o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.expert.subarray(i.chosen*o,i.chosen*(o+1))]}}var Vn=8,zt=t=>t.own.paths.ask(E(t)+1,Vn);function He(t){let{own:e}=t;if(e.running)return;let n=performance.now(),o=r=>{let s=Math.min((r-n)/1e3,.1);n=r,e.running=
t.root.isConnected&&t.root.clientWidth>0&&Gn(t,s),e.running&&requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function Gn(t,e){let{own:n}=t,{layers:o}=n.
sizes(),{player:r,paths:s}=n;s.now()?.token===E(t)&&he(r,e,o)&&vn(t);let l=r.at===null?t.sel.get("layer"):r.playing?w(r.at-.5,0,o-1):P(r.at-.01,o),a=n.focus;return n.
focus=n.still()?Math.round(l):pe(n.focus,l,e),!r.playing&&a===n.focus?!1:(ut(t),dt(t),t.tabled?.()||xt(t),!0)}function vn(t){let{own:e,model:n}=t,o=E(t);if(o+1>=
n.get("counts").tokens){e.player.playing=!1,e.player.at=null,t.redraw();return}zt(t),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(de(e.player),t.pick({token:o+1,
entry:-1,expert:-1}),t.redraw())}function yt(t,e){let{what:n,layer:o,id:r}=e;if(n==="token")return t.pick({token:r??-1});if(t.own.chosen=e,n==="row"||n==="layer")return t.pick({layer:o});let s=o>=
0&&o<t.own.sizes().layers,i=It(t,e),l={...s?{layer:o}:{},...i?{tab:i}:{}};n==="streams"&&(l.site=e.site??0),["routing","expert","rail","shared"].includes(n)&&(l.
site=1),r!==void 0&&(l.expert=r),n==="entries"&&(l.entry=Xn(t,o)),t.pick({token:E(t),...l})}function Xn(t,e){let{path:n}=t.own.known();for(let o=e*n.keys;o<(e+1)*
n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function Ke(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),r=n.canvas.offsetWidth/o.width,[s,i]=[(e.clientX-
o.left)*r,(e.clientY-o.top)*r],l=n.hits.filter(a=>s>=a.x&&s<=a.x+a.width&&i>=a.y&&i<=a.y+a.height);if(n.over=l[l.length-1]??Qn(t,s,i),n.over?.what==="rail"){let a=Math.
floor((s-n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:w(a,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.
over?.what==="token"?n.over.id??-1:-1}),t.redraw()}function Qn({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let r=Z(t.shown,
o);if(r&&e>=r.x&&e<=r.x+r.width&&n>=r.y&&n<=r.y+r.height)return{what:"token",layer:-1,id:o,...r}}return null}function Ye(t){let{own:e}=t;t.listen(e.canvas,"poin\
termove",n=>Ke(t,n)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",n=>{Ke(t,n),e.over&&yt(t,
e.over)})}function Ve({path:t,sizes:e,kinds:n},o){let s=(o.filter(l=>l.kind)[0]?.cells??[]).map(([l],a,c)=>{let f=c.findIndex(h=>h[0]===l)<a;return`bytes of ${l}${l==="mi\
xing"?f?" (experts)":" (attention)":""}`}),i=o.map(l=>{let a=l.place==="top"?-1:l.kind?Number(l.place):Number.NaN,c=[l.cells.reduce((x,k)=>x+Math.max(0,k[2]),0)];
for(let x=0;x<s.length;x++)c.push(l.kind&&l.cells[x][2]>=0?l.cells[x][2]:Number.NaN);let f=t.lens[a+1]?.[0]??null,h=Number.isNaN(a)?null:t.lens_prob[(a+1)*t.ranks],
d=Array.from({length:e.streams},(x,k)=>Number.isNaN(a)?null:t.norm[(a+1)*e.streams+k]);if(!l.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[l.place]??
l.place,"",null,null,null,"","",...d,f,h,l.parameters,...c];let p=a*e.chosen,m=[...t.expert.subarray(p,p+e.chosen)].filter(x=>x>=0),[g]=j(t,a,e.kinds[n[a]]),y=g?
`${g.zone?"entry":"token"} ${g.key}`:"";return[a,`${l.kind}${l.routing==="hash"?", table":""}`,...[0,1,2].map(x=>t.mass[3*a+x]),y,m.map((x,k)=>`${x}: ${t.expert_weight[p+
k].toFixed(3)}`).join(", "),...d,f,h,l.parameters,...c]});return{columns:["layer","kind","compressed","window","sink","read most","experts and weights",...Array.
from({length:e.streams},(l,a)=>`norm of stream ${a}`),"would say","probability","parameters","bytes",...s],rows:i,note:t.blank?"The model's plan; nothing has be\
en run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of head ${t.head}`}.`}}var Jn="Look for: which layers read far back (arcs), which lanes swell, and from which layer on the right edge names the answer.";function Zn(t){let{body:e,root:n}=t;
n.classList.add("dsv-follow");let o=We(),r=u("div","dsv-follow-notes"),s=u("div","dsv-follow-stage"),i=u("canvas");i.setAttribute("role","img"),s.append(i);let l=u(
"div","dsv-follow-legend"),a=u("div","dsv-follow-card");e.append(u("div","dsv-note",Jn),o.bar,s,r,l,a);let c=D(u("canvas")),f=matchMedia("(prefers-reduced-motio\
n: reduce)"),h=new pt,d={bar:o,notes:r,stage:s,canvas:i,legend:l,card:a,text:h,paths:new ft(t),picture:new at,player:ie(C(t)?.layers??0),look:Ft(n),focus:t.sel.
get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>f.matches,sizes:()=>C(t),height:()=>w(window.innerHeight-340,C(t).layers>
30?456:372,620)+(s.clientWidth<780?84:0),words:Gt((p,m,g)=>(c.font=`13px ${g}`,Ae(p,m-4,y=>c.measureText(y).width))),pieceAt:p=>{let{first:m,pieces:g}=h.read(t);
return g[p-m]??""},known:()=>({path:d.paths.now()??mt(C(t)),sizes:C(t),kinds:t.model.get("places").filter(p=>p.kind).map(p=>p.kind),pieceAt:d.pieceAt}),choose:p=>{
d.chosen=p,t.redraw()},open:p=>yt(t,p)};return d}function to(t){let{own:e,facts:n}=t;if(e.look=Ft(t.root),!e.sizes()?.layers)return;let o=e.known().path,r=`${t.
sel.get("layer")} ${E(t)}`;if(e.seen&&e.seen!==r&&!e.player.playing&&no(t),e.seen=r,ut(t),o.blank)n.textContent=`the model's plan; nothing has been run yet · ${Rt(
t)}`;else{let s=o.answer.word===void 0?"":` → “${O(o.answer.word,16)}” (${tt(o.answer)[2]??""})`;n.replaceChildren(u("b","",`${o.token} “${O(o.piece,16)}\
”`),s,` · ${Rt(t)}`)}e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers; ▦ gives its numbers as a table.`),eo(
t,o),je(t,o),dt(t),xt(t),o.blank||zt(t),He(t)}function eo({own:t},e){let n=Object.values(e.missing).join(" ");t.notes.textContent!==n&&(t.notes.textContent=n),t.
notes.classList.toggle("some",!!n)}function no(t){let{player:e}=t.own;e.at!==null&&P(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function oo(t){
let{own:e,root:n}=t;Be(t),Ye(t),t.listen(n,"keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(["BUTTON","INPUT","\
SUMMARY"].includes(o.target.tagName)||![" ","Enter"].includes(o.key)||o.ctrlKey||o.metaKey||o.altKey)&&(o.key===" "?Lt(t):e.chosen&&yt(t,e.chosen),o.preventDefault(),
o.stopPropagation())})}var Ge=t=>e=>{e.own.player.at=null,e.own.player.playing=!1,ne(e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},ro={title:"Follow \
a token",aria:"One token's path through all layers. Space plays and pauses, full stop steps, left and right move the token, up and down the layer, square bracke\
ts the speed, Enter opens the view of the chosen part, Escape frees the choice.",keys:{ArrowLeft:t=>F(t,-1),ArrowRight:t=>F(t,1),ArrowUp:Ge(-1),ArrowDown:Ge(1),
Home:t=>F(t,Number.NEGATIVE_INFINITY),End:t=>F(t,Number.POSITIVE_INFINITY),"[":t=>et(t,-1),"]":t=>et(t,1),".":Ct},build:Zn,draw:to,listen:oo,table:t=>Ve(t.own.known(),
t.model.get("places"))},Ms=ee(ro);export{Ms as default};
