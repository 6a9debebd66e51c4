function L(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function K(t,e){let n=L(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var Bt=t=>K(t,Float32Array),Ft=t=>K(t,Int32Array),qt=t=>K(t,
Int16Array),zt=t=>Float32Array.from(K(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function Dt(t,e){let n=L(t),o=new TextDecoder,r=[],s=0;for(let i of K(e,Uint16Array))
r.push(o.decode(n.subarray(s,s+i))),s+=i;return r}function Ut(t){let e=null,n;return(...o)=>((!e||o.some((r,s)=>r!==e[s]))&&(n=t(...o),e=o),n)}var Z=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function m(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function jt(t,e){let n=m("table",t),o=m("thead"),r=m("tr"),s=m("tbody");for(let i of e)r.append(m("th","",i));return o.append(r),n.append(o,s),{table:n,head:r,rows:s}}
function Ht(t,e,n){let o=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*o)),s=Math.max(1,Math.round(n*o));(t.width!==r||t.height!==s)&&(t.width=r,t.height=
s),t.style.width=`${e}px`,t.style.height=`${n}px`;let i=F(t);return i.setTransform(o,0,0,o,0,0),i.clearRect(0,0,e,n),i}var F=t=>t.getContext("2d");function pt(t,e){
let n=document.createElement("canvas");return n.width=t,n.height=e,n}function Ke(t,e,n=5){let o=pt(n,n),r=F(o);return r.strokeStyle=e,r.lineWidth=1,r.beginPath(),
r.moveTo(0,n),r.lineTo(n,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(n-1,n+1),r.lineTo(n+1,n-1),r.stroke(),t.createPattern(o,"repeat")}function tt(t,e,n,o,r,s){t.
fillStyle=Ke(t,Z(e,"none"),5),t.fillRect(n,o,r,s)}var Kt=globalThis;Kt.dsvGains??=new WeakMap;var ut=Kt.dsvGains;function et(t,e){let n=t.get(e);return ut.get(n)?.whole??n}function Ye(t,e,n,o){let r=t.get(e),s=L(
et(t,e)),i=L(o);if(s.length!==n||!(r instanceof Object))return!1;let a=ut.get(r);if(!a||a.room.length<n+i.length){let l=new Uint8Array(2*(n+i.length));l.set(s),
a={room:l},ut.set(r,a)}return a.room.set(i,n),a.whole=a.room.subarray(0,n+i.length),!0}function Yt({model:t}){let e=(n,o)=>{let r=(n?.gained??[]).filter(([s,i],a)=>!Ye(
t,s,i,o[a]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var k=(t,e,n)=>Math.max(e,Math.min(n,t));function Vt(t,e,n){return n>e?k((t-e)/(n-e),0,1):t>=n?1:0}function A(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function nt(t){let e=t.reduce((i,a)=>i+a,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
i=>Math.floor(i/e*100+1e-9)),o=t.map(i=>i/e*100%1),r=t.map((i,a)=>a).sort((i,a)=>o[a]-o[i]),s=100-n.reduce((i,a)=>i+a,0);for(let i=0;i<s;i++)n[r[i%r.length]]++;
return n.map(i=>i/100)}function ot(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var mt=400;function vt(t,e){let n=m("button","dsv-small dsv-numbers","▦"),o=m("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the numb\
ers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let r=!1;return t.
listen(n,"click",()=>{r=!r,n.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(o.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Ve(t,o,e()),
r)}function Ve(t,e,{columns:n,rows:o,note:r}){let s=jt("dsv-table",n);for(let a of s.head.children)a.scope="col";for(let a of o.slice(0,mt)){let l=m("tr");l.style.
cursor="default";for(let c of a)l.append(m("td","",ve(c)));s.rows.append(l)}let i=o.length>mt?`The first ${mt} of ${o.length} rows. `:"";e.replaceChildren(m("di\
v","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function ve(t){return typeof t=="number"?Number.isInteger(t)?String(t):A(t,4):String(
t??"–")}var Ge="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Xe={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Qe={expert:-1,entry:-1,hover_entry:-1},Je=["SELECT","INPUT","TEX\
TAREA"],Gt=t=>({initialize:Yt,render:e=>Ze(e,t)});async function Ze({model:t,el:e},n){let o=tn(n);e.append(o.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new gt(t,r,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function tn({title:t,aria:e}){let n=m("d\
iv","dsv");n.tabIndex=0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=m("div","dsv-head"),r=m("span","dsv-facts");r.setAttribute("aria-liv\
e","polite"),o.append(m("span","dsv-title",t),r);let s=m("div","dsv-message"),i=m("div","dsv-body");return n.append(m("div","dsv-gone",Ge),o,s,i),{root:n,head:o,
facts:r,message:s,body:i}}var gt=class{#e=!1;#t=!1;#s=60;#o;#r;#n=[];constructor(e,n,{root:o,head:r,facts:s,message:i,body:a},l){this.model=e,this.sel=n,this.root=
o,this.head=r,this.facts=s,this.body=a,this.#o=i,this.#r=l,this.own=void 0,this.tabled=l.table?vt(this,()=>l.table(this)):null,this.#l(),this.#c()}redraw(){this.#e||
this.#t||(this.#e=!0,requestAnimationFrame(()=>{this.#e=!1,this.#t||this.#i()}))}#i(){let{root:e,model:n,facts:o,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#o.textContent=s,this.#o.style.display=s?"":"none",r.style.
display=s?"none":"",s){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){let n=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#a(Object.entries({...n?Qe:{},...e})),this.sel.save_changes()}hover(e){
let n=Object.entries(e).filter(([o,r])=>this.sel.get(o)!==r);this.#a(n),n.some(([o])=>o==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[n,o]of e)this.sel.
set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,r){e.addEventListener(n,o,r),this.#n.push(()=>e.removeEventListener(n,o,r))}#l(){let{
model:e,sel:n,root:o}=this,r=()=>this.redraw(),s=(c,f,h)=>{c.on(f,h),this.#n.push(()=>c.off(f,h))};s(e,"change",r),s(e,"msg:custom",r),s(n,"change",r);let i=()=>o.
classList.toggle("gone",n.comm_live===!1);i(),s(n,"comm_live_update",i);let a=new MutationObserver(()=>{r(),setTimeout(r,400)});a.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(o),this.#n.push(()=>a.disconnect(),()=>l.disconnect())}#c(){
this.listen(this.root,"focusin",en,!0),this.listen(this.root,"keydown",e=>{if(Je.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key===
"Escape"?()=>this.pick(Xe):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#t=!0;for(let e of this.#n)e();this.root.remove()}},
en=t=>{t.target.dataset.lmSuppressShortcuts="true"};function Xt(t,e,n){if(!n.length)return;let o=Math.max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[k(o+e,0,n.length-1)],expert:-1,entry:-1})}var nn=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,on=/<｜([^｜<>\n]*)｜>/g,rn=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
sn=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,rt=t=>t.replace(on,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(nn,sn),xt=t=>rn.
test(t)?`⁨${t}⁩`:t,yt=t=>rt(t.replace(/\n/g,"⏎"));function O(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
o=rt(n)||"␣",r=[...o];return xt(r.length>e?`${r.slice(0,e-1).join("")}…`:o)}var Y=(t,e,n)=>t.find(o=>n(o)<=e)??"";var T=18,S=12,an=66,ln=34,cn=92,hn=1,Qt=.2;function dn(t,e,n){if(t*ln<=n)return new Array(t).fill(Math.min(n/t,cn));let o=Array.from({length:t},(a,l)=>Math.exp(
-(((l-e)/hn)**2))),r=o.reduce((a,l)=>a+l,0),s=Math.min(an,n/(r+.6)),i=(n-s*r)/Math.max(t-r,1e-9);return o.map(a=>i+(s-i)*a)}function fn(t,e){let n=t<760,o=t<480,
r=n?{x:4,width:t-8}:{x:0,width:k(t*.3,210,400)},s=n?14:r.x+r.width+58,i={x:s,width:o?32:40},a={x:i.x+i.width,width:o?46:n?60:84},l=k((t-s)/30,o?9:14,26),c={x:a.
x+a.width+(o?14:38),width:l*e},f=o?84:k(t*.16,104,190),h={x:t-f,width:f},d={x:c.x+c.width+(o?16:46),width:0};return d.width=Math.max(20,h.x-d.x-(o?14:40)),{stacked:n,
text:r,label:i,mass:a,lanes:c,rail:d,lens:h}}function Jt(t,e,n,o){let r=fn(t,n.streams),s=r.stacked?e>480?5:4:0,i={y:s*T+(s?8:0),height:20},a={y:i.y+i.height,height:30},
l={y:0,height:50},c=e-a.y-a.height-l.height,f=a.y+a.height,h=dn(n.layers,o,c).map(p=>{let u={y:f,height:p};return f+=p,u});l.y=f;let d=r.stacked?{y:0,height:s*T}:
{y:0,height:f+l.height};return{width:t,height:f+l.height,columns:r,rows:h,heads:i,start:a,end:l,text:d}}var P=(t,e)=>t.y+t.height*e,V=({lanes:t},e,n)=>t.x+(n+.5)*
t.width/e,v=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,Zt=["read","mixed","routed","lens"],R=(t,e,n)=>t===null?1:k((t-e)*4-n,0,1),M=t=>Qt+(1-Qt)*t,q=(t,e=26,n=36)=>Vt(
t,e,n);function bt(t,e){let n=k(Math.ceil(13/Math.max(t,1)),1,3);return{columns:n,column:e%n}}var te=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+
1)*e-1});var pn="☷",ee=["entries","window","sink"];function ne({ctx:t,look:e,place:n,sizes:o,kinds:r,font:s,layer:i,hits:a},l){let c=n.rows[l],{label:f}=n.columns,h=P(
c,c.height>40?.28:.5),d=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=s(S,l===i?"600":""),t.fillStyle=l===i?e.mark:e.quiet,t.textAlign="right";
let p=Math.abs(l-i)===1&&c.height<13;(l===i||l%d===0&&!p)&&t.fillText(String(l),f.x+16,h),t.textAlign="left",t.font=s(S),t.fillStyle=l===i?e.ink:e.quiet;let{column:u}=bt(
c.height,l);t.fillText(o.kinds[r[l]].glyph,f.x+20+9*Math.min(u,1),h),a.push({what:"layer",layer:l,x:f.x,y:c.y,width:f.width,height:c.height})}function G({mass:t},e){
let n=k(e.height*.3,Math.min(3,e.height*.7),14),o=P(e,e.height>40?.28:.5)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function wt(t,e,n,o){let r=n.x;for(let s=0;s<
o;s++)r+=(t.mass[e*3+s]||0)*n.width;return{x:r,width:(t.mass[e*3+o]||0)*n.width}}function oe(t,e){let{ctx:n,root:o,look:r,place:s,path:i,at:a,hits:l,font:c}=t,f=s.
rows[e],h=G(s.columns,f),d=[0,1,2].map(u=>i.mass[e*3+u]);i.blank?se(t,h):d.some(Number.isNaN)&&tt(n,o,h.x,h.y,h.width,h.height),n.globalAlpha=M(R(a,e,0)),ee.forEach(
(u,g)=>{let{x,width:y}=wt(i,e,h,g);n.fillStyle=r[u],y>0&&n.fillRect(x,h.y,Math.max(y-.5,.5),h.height),y>0&&l.push({what:u,layer:e,x,y:f.y,width:y,height:f.height})});
let p=q(f.height,44,52);if(p>0&&!d.some(Number.isNaN)){n.globalAlpha*=p,n.font=c(S),n.textBaseline="top";let u=nt(d).map(g=>A(g).replace(/^0/,""));ee.forEach((g,x)=>{
n.textAlign=["left","center","right"][x],n.fillStyle=r[g],n.fillText(u[x],h.x+h.width*x/2,h.y+h.height+4)})}n.globalAlpha=1,n.textAlign="left"}var st=t=>P(t,t.height>
40?.9:.5+.35*q(t.height,8,30));function un({place:t,path:e,sizes:n},o,r){let s=k(t.rows[o].height*.42,2,22);return Math.max(1.5,s*Math.min(1,2*e.expert_weight[r]/
n.scale))}function re(t,e){let{ctx:n,root:o,look:r,place:s,path:i,sizes:a,at:l,hits:c,routing:f}=t,h=s.rows[e],{rail:d}=s.columns,p=st(h),u=R(l,e,2),g=k(h.height*
.42,2,22);n.fillStyle=r.none,n.fillRect(d.x,p,d.width,1),c.push({what:"rail",layer:e,x:d.x,y:h.y,width:d.width,height:h.height});let x=a.chosen,y=Math.max(2,d.width/
a.experts*.6);i.expert[e*x]<0&&!i.blank&&tt(n,o,d.x,p-Math.min(g,8),d.width,Math.min(g,8)),n.globalAlpha=M(u),n.fillStyle=r.expert;for(let $=e*x;$<(e+1)*x;$++){
if(i.expert[$]<0)continue;let E=v(s.columns,a.experts,i.expert[$]),I=Math.max(1.5,g*Math.min(1,i.expert_weight[$]/a.scale*1.6)*(.3+.7*u));n.fillRect(E-y/2,p-I,y,
I),c.push({what:"expert",layer:e,id:i.expert[$],x:E-y,y:h.y,width:2*y,height:h.height})}gn(t,e),n.globalAlpha=M(u),n.fillStyle=r.quiet;let w=d.x+d.width+12,N=k(
h.height*.18,1.5,4);n.beginPath(),n.moveTo(w,p-2*N),n.lineTo(w+N,p-N),n.lineTo(w,p),n.lineTo(w-N,p-N),n.fill(),c.push({what:"shared",layer:e,x:w-7,y:h.y,width:14,
height:h.height}),f[e]==="hash"&&mn(t,e,d.x-15,p-Math.min(6,h.height/3)),n.globalAlpha=1}function mn({ctx:t,look:e,font:n,place:o},r,s,i){let{column:a}=bt(o.rows[r].
height,r);t.font=n(S),t.fillStyle=e.ink,t.textAlign="left",t.textBaseline="middle",t.fillText(pn,s-10*Math.min(a,1),i)}function gn(t,e){let{ctx:n,look:o,place:r,
path:s,sizes:i,font:a,at:l}=t,c=q(r.rows[e].height,36,46);if(!c)return;let f=st(r.rows[e]);n.font=a(S),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="al\
phabetic",n.globalAlpha=M(R(l,e,2))*c;let h=[];for(let d=e*i.chosen;d<(e+1)*i.chosen;d++){if(s.expert[d]<0)continue;let p=v(r.columns,i.experts,s.expert[d]);h.some(
u=>Math.abs(u-p)<7*String(s.expert[d]).length+4)||(h.push(p),n.fillText(String(s.expert[d]),p,f-un(t,e,d)-3))}n.textAlign="left"}function it(t,e,n,o){let{ctx:r,
root:s,look:i,place:a,path:l,at:c,hits:f,font:h}=t,{lens:d}=a.columns,p=l.lens[n+1]?.[0],u=l.lens_prob[(n+1)*l.ranks],g=Math.min(46,d.width*.3),x=k(e.height-2,1,
12),y=P(e,.5);if(f.push({what:"lens",layer:n,x:d.x-10,y:e.y,width:d.width+10,height:e.height}),l.blank)return se(t,{x:d.x,y:y-x/2,width:g,height:x});if(p===void 0||
Number.isNaN(u)){tt(r,s,d.x,y-x/2,g,x);return}if(r.globalAlpha=M(n<0?1:R(c,n,3)),r.fillStyle=i.track,r.fillRect(d.x,y-x/2,g,x),r.fillStyle=l.agree[n+1]?i.mark:i.
quiet,r.fillRect(d.x,y-x/2,g*u,x),l.agree[n+1]&&(r.fillStyle=i.mark,r.beginPath(),r.arc(d.x-6,y,Math.min(3,e.height/2),0,7),r.fill()),(p!==o.word||e.height>=20)&&
y-7>=o.bottom){r.font=h(S,l.agree[n+1]?"600":""),r.fillStyle=i.ink,r.textBaseline="middle";let N=d.width-g-6,$=N>70?A(u):"";r.fillText(O(p,Math.max(3,Math.floor(
(N-($?30:0))/7))),d.x+g+6,y),r.textAlign="right",r.font=h(S),r.fillStyle=i.quiet,$&&r.fillText($,d.x+d.width,y),r.textAlign="left",o.word=p,o.bottom=y+7}r.globalAlpha=
1}function se({ctx:t,look:e},{x:n,y:o,width:r,height:s}){t.strokeStyle=e.none,t.lineWidth=1,t.strokeRect(n+.5,o+.5,r-1,Math.max(1,s-1))}function ie(t,e,n){let o=[],r=0,s=0;for(let i of t){let a=i.split(`
`).length-1,l=xt(rt(i.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))),c=n(l);r>0&&r+c>e&&(r=0,s++),o.push({x:r,line:s,width:Math.min(c,e),text:l}),r+=c,a&&(r=0,s+=a)}
return o}function ae(t,e,n,o){let r=Math.min(Math.max(n-e,0),t.length-1),s=t[r]?.line??0,i=Math.max(1,Math.floor(o.height/T)),a=s+1,l=e>0;(a>i||l)&&(l=!0,a=Math.
min(a,i-1));let c=s+1-a,f=t.findIndex(d=>d.line>=c),h=o.y+(l?T:0)-c*T;return{from:e+Math.max(f,0),first:e,token:n,words:t,top:h,left:o.x,folded:l}}function X(t,e){
let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*T,width:n.width,height:T}}function kt(t,e,n){let o=[];for(let r=Math.max(
e,t.from);r<=Math.min(n,t.token);r++){let s=X(t,r);if(!s)continue;let i=o[o.length-1];i&&i.y===s.y?i.width=s.x+s.width-i.x:o.push(s)}return o}var at=class{#e="";#t=null;draw(e,n,o,r,s){
let i=window.devicePixelRatio||1,a=[n.first,n.from,n.token,n.top,n.words.length,o.width,o.height,i,r].concat(Object.values(s)).join();if(a!==this.#e||!this.#t){
this.#e=a,this.#t=pt(Math.ceil(o.width*i),Math.ceil(o.height*i));let l=F(this.#t);l.setTransform(i,0,0,i,-n.left*i,0),l.font=r,l.textBaseline="middle";for(let c=n.
from;c<=n.token;c++){let f=n.words[c-n.first];f&&(l.fillStyle=c<s.prompt?s.quiet:s.ink,l.fillText(f.text,n.left+f.x,n.top+(f.line+.5)*T))}}e.drawImage(this.#t,n.
left,0,o.width,o.height)}};function z(t,e,n){let o=[];for(let r=e*t.keys;r<(e+1)*t.keys;r++){let[s,i,a]=[t.zone[r],t.key[r],t.weight[r]];s===-1||!(a>0)||o.push({zone:s,key:i,weight:a,...s===
1?te(i,n):{first:i,last:i}})}return o}function xn({shown:t,place:e},n){let o=kt(t,n.first,n.last),r=o[o.length-1],{stacked:s,text:i}=e.columns;if(r)return{boxes:o,
x:s?r.x+r.width/2:r.x+r.width,y:r.y+(s?T:T/2)};let a=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:i.x+Math.min(a,1)*i.width,y:e.text.y+T-2}}function le(t,e){
let{ctx:n,look:o,shown:r,at:s,layer:i}=t,a=R(s,i,0),l=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let f=a*Math.sqrt(c.weight/l);for(let h of kt(
r,c.first,c.last))n.globalAlpha=.08+.3*f,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(h.x,h.y+1,h.width,h.height-2),c.zone===1&&(n.globalAlpha=.3+.7*f,n.
fillRect(h.x,h.y+h.height-2,h.width,2))}n.globalAlpha=1}function ce(t,e){let{ctx:n,look:o,place:r,path:s,at:i,layer:a}=t,l=R(i,a,0);if(!l)return;let c=r.rows[a],
f=G(r.columns,c),h=Math.max(...e.map(d=>d.weight),1e-9);n.lineCap="round";for(let d of[...e].reverse()){let p=xn(t,d),u=wt(s,a,f,d.zone===1?0:1),g=u.x+u.width/2,
x=p.y<f.y,y=x?f.y:f.y+f.height;n.strokeStyle=d.zone===1?o.entries:o.window,n.globalAlpha=M(l)*(.25+.6*Math.sqrt(d.weight/h)),n.lineWidth=.8+9*d.weight;let w=(14+
Math.abs(y-p.y)*.2)*(x?-1:1),N=r.columns.stacked?[r.columns.text.x,p.y+30]:[p.x+46,p.y],$=r.columns.stacked?[r.columns.text.x,y+w]:[g,y+w];D(n,[p.x,p.y,N[0],N[1],
$[0],$[1],g,y],l)}n.globalAlpha=1}function D(t,[e,n,o,r,s,i,a,l],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,r,s,i,a,l);else for(let f=1;f<=20;f++){
let h=f/20*c,d=1-h,[p,u,g,x]=[d*d*d,3*d*d*h,3*d*h*h,h*h*h];t.lineTo(p*e+u*o+g*s+x*a,p*n+u*r+g*i+x*l)}t.stroke()}function he({ctx:t,look:e,place:n,font:o,path:r}){let{columns:s,heads:i}=n;t.font=o(S),t.fillStyle=e.quiet,t.textBaseline="middle";let a=p=>t.measureText(p).width,
l=i.y+i.height/2,c=(p,u,g)=>{t.textAlign="center",t.fillText(Y(p,g,a),u,l)},f=r.head<0?"read (mean of heads)":`read by head ${r.head}`,h=s.label.x+14,d=s.lanes.
x-h-4;t.textAlign="left",t.fillText(Y([f,r.head<0?"read (mean)":f,"read"],d,a),h,l),c(["residual streams","streams","lanes"],s.lanes.x+s.lanes.width/2,s.lanes.width+
40),c(["experts, by number","experts"],s.rail.x+s.rail.width/2,s.rail.width),t.textAlign="left",t.fillText(Y(["what it would say","would say","says"],s.lens.width,
a),s.lens.x,l)}function de(t,e){let{ctx:n,look:o,place:r,path:s,font:i,hits:a}=t,{columns:l,start:c}=r,f=l.lanes.x+l.lanes.width/2;n.font=i(S,"600");let h=s.blank?
"a token":yt(s.piece.trim())||"␣",d=O(h,14),p=n.measureText(d).width+16;pe(t,f-p/2,c.y+1,p,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(d,f,c.y+11),n.textAlign="left",a.push({what:"embedding",layer:-1,x:f-p/2,y:c.y,width:p,height:c.height}),n.font=i(S),n.fillStyle=o.quiet,n.fillText(
l.stacked?"embed":"embedding",l.label.x+(l.stacked?-6:0),c.y+11),it(t,{y:c.y,height:22},-1,e)}function fe(t){let{ctx:e,look:n,place:o,path:r,font:s,hits:i,at:a}=t,
{columns:l,end:c}=o,f=r.answer,h=l.lanes.x+l.lanes.width/2,d=c.y+34;e.globalAlpha=M(a===null?1:k((a-o.rows.length)*2,0,1)),e.font=s(S+1,"600"),e.textBaseline="m\
iddle";let p=f.word===void 0?"?":O(yt(f.word.trim())||"␣",14),u=e.measureText(p).width+18;pe(t,h-u/2,c.y+22,u,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(p,h,d),e.textAlign="left",e.font=s(S),e.fillStyle=n.quiet;let g=o.width-h-u/2-8,x=r.blank?["the answer"]:Q(f);e.fillText(Y(x,g,y=>e.measureText(y).width),
h+u/2+8,d),e.fillText("head",l.label.x+(l.stacked?-6:0),c.y+12),i.push({what:"answer",layer:o.rows.length,x:h-u/2,y:c.y,width:u+g,height:c.height}),e.globalAlpha=
1}function Q(t){if(t.word===void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===
null||t.probability===void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=A(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`no\
t among the first ${t.ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function pe({ctx:t,look:e},n,o,r,s,i){
t.beginPath(),t.roundRect(n,o,r,s,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=i,t.lineWidth=1.5,t.stroke()}function ue({ctx:t,look:e,place:n,shown:o,font:r}){
if(!o.folded)return;let{text:s}=n.columns;t.font=r(S),t.fillStyle=e.quiet,t.textBaseline="middle",t.fillText(`${o.from} earlier tokens`,s.x,n.text.y+T/2-1),t.fillStyle=
e.none,t.fillRect(s.x,n.text.y+T-3,s.width,2)}function Nt({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function me(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:r}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?yn(t,r):o==="streams"||o==="mixing"?bn(
t,r,e.site??0):["routing","expert","rail","experts"].includes(o)?wn(t,r,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${A(n.shared_norm[r])}`:o===
"lens"?kn(n,r):o==="answer"||o==="head"?Q(n.answer)[0]:""}function yn({path:t,sizes:e,kinds:n,pieceAt:o},r){let s=[0,1,2].map(h=>t.mass[3*r+h]);if(s.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[i,a,l]=nt(s).map(h=>A(h)),c=z(t,r,e.kinds[n[r]]).slice(0,3).map(({zone:h,key:d,weight:p,first:u,
last:g})=>`${h?`entry ${d} (tokens ${u} to ${g})`:`${d} “${O(o(d),12)}”`} ${A(p)}`),f=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${i} + window ${a}\
 + sink ${l} = 1${f}`}function bn({path:t,sizes:e},n,o){let r=(n*2+o)*e.streams,s=l=>[...l.subarray(r,r+e.streams)].map(c=>A(c)).join("  ");if(Number.isNaN(t.pre[r]))
return t.missing.mixing??"not captured in this layer";let i=0;for(let l=0;l<e.streams;l++)i+=t.comb[(r+l)*e.streams+l];let a=A(1-i/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${s(t.pre)}; written (post) ${s(t.post)}; exchanged ${a}`}function wn({path:t,sizes:e},n,o){let r=n*e.chosen,s=[...t.expert.subarray(
r,r+e.chosen)];if(s[0]<0)return t.missing.routing??"not captured in this layer";let i=s.map((f,h)=>`${f} (${A(t.expert_weight[r+h])})`).join(", "),a=t.margin[n],
l=Number.isNaN(a)?"a table chose them":`margin ${A(a,3)}`;return`${o!==void 0&&!s.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${i}; ${l}`}
function kn(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((r,s)=>`“${O(r,14)}” ${A(t.lens_prob[(e+1)*t.
ranks+s])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}function ge(t,e,n){return t===null?`layer ${n}`:t<0?"embedding":
t>=e?"answer":`layer ${Math.floor(t)}: ${Zt[Math.min(3,Math.max(0,Math.ceil(t%1*4-1e-9)-1))]}`}function lt(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var xe=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function At(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[Nt(e,$t(t,e.layer))]?.tab??""}
function $t(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function ye(t){let{card:e}=t.own,n=t.
own.over&&t.own.over.what!=="row"?t.own.over:t.own.chosen,o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.get("layer"),t.model.get("s\
erial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...Nn(t,n)):n&&n.what!=="layer"?e.replaceChildren(...An(t,n)):e.replaceChildren(
...Tn(t,n?.layer??t.sel.get("layer"))))}function Nn(t,e){let n=t.own.pieceAt(e.id??-1),o=m("div");return o.append(m("h4","",`token ${e.id} “${O(n,30)}”`),m(
"div","dsv-note","A click follows this one.")),[o]}function An(t,e){let n=Nt(e,$t(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let r=xe(t,n==="head"&&e.
what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),s=n!=="head"&&n!=="embedding"&&n!=="draft",i=r?.cells.filter(g=>g[0]===n)[n==="mixing"?e.site??0:0],a=m("\
div"),l=s?` of layer ${e.layer}`:"";a.append(m("h4","",`${o.title}${l}`),m("div","dsv-note",o.does));let c=me(t.own.known(),e);c&&a.append(m("div","dsv-follow-n\
umbers",c));let f=m("pre","",o.equation),h=m("div");i&&h.append(m("div","",i[2]<0?"This layer has no such part.":`${lt(i[1])} parameters, ${ot(i[2])}`));let d=m(
"div","dsv-note");d.append(`${o.section}, `,m("code","",o.file)),h.append(d);let p=$n(o,e,s);p.length&&h.append(Sn(p,e.layer));let u=At(t,e);if(u){let g=m("butt\
on","dsv-small",`open “${u}”`);g.addEventListener("click",()=>t.own.open(e)),h.append(g)}return[a,f,h]}function $n(t,e,n){let o=t.title==="hyper-connection"?
e.site?".ffn.":".attn.":"";return t.points.filter(([r,,s])=>!r.includes("{i}")||n&&s.includes(e.layer)&&r.includes(o))}function Sn(t,e){let n=m("details","dsv-n\
ote");n.append(m("summary","",`${t.length} values can be captured`));let o=m("ul");for(let[r,s]of t){let i=m("li");i.append(m("code","",r.replace("{i}",String(e))),
` ${s}`),o.append(i)}return n.append(o),n}function Tn(t,e){let n=xe(t,{what:"layer",layer:e,x:0,y:0,width:0,height:0}),o=$t(t,e);if(!n||!o)return[];let r=t.model.
get("cards"),s=m("div");s.append(m("h4","",`layer ${e} ${o.glyph} ${o.title}`),m("div","dsv-note",`This layer ${n.words}.`),m("div","",`${lt(n.parameters)} para\
meters`));let i=m("div","dsv-follow-parts"),a=0;for(let[l,,c]of n.cells){let f=l==="mixing"?a++:0;if(c<0)continue;let h=m("button","dsv-small");h.append(m("b","",
`${r[l].title}${l==="mixing"?f?" (experts)":" (attention)":""}`),` ${ot(c)}`),h.addEventListener("click",()=>t.own.choose({what:Mn(l),layer:e,site:f,x:0,y:0,width:0,
height:0})),i.append(h)}return[s,i]}var Mn=t=>t==="mixing"?"streams":t==="shared expert"?"shared":t;function St(t){let e=t.model.get("totals");return e.parameters?
`${lt(e.parameters)} parameters, ${ot(e.bytes)}; ${lt(e.active)} work on each token`:""}var be=t=>t>0?A(t,t<10?2:0):"–";var En={share:[2,zt],i1:[1,t=>new Int8Array(L(t).slice().buffer)],"<i2":[2,qt],"<i4":[4,Ft],"<f4":[4,Bt]};function On(t,e,n){let o=L(e),r={},s=0;n.forEach(([a,l],c)=>{
let[f,h]=En[l],d=t.shapes[c].reduce((p,u)=>p*u,f);r[a]=h(o.subarray(s,s+d)),s+=d});let i=a=>t.shapes[n.findIndex(l=>l[0]===a)];return{...t,...r,keys:i("zone")[1],
ranks:i("lens_prob")[1]}}var C=t=>t.model.get("sizes");function _(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var ct=class{#e=new Map;#t=new Set;#s=-1;#o=null;#r=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},r=this.#l.bind(this);e.listen(o,"msg:custom",r)}#n(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#i(){let{model:e}=this.view;e.get("serial")!==this.#s&&(this.#s=e.get("serial"),this.#e.
clear(),this.#t.clear());let n=e.get("path");n!==this.#o&&(this.#o=n,n?.shapes?this.#a(n,e.get("arrays")):this.#r=null)}#a(e,n){this.#e.set(`${e.token} ${e.head}`,
On(e,n,C(this.view).layout))}#l(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#i();for(let[o,r]of e.ahead.entries())this.#a(r,n[o])}}has(e){return this.#i(),
this.#e.has(this.#n(e))}now(){return this.#i(),this.#r=this.#e.get(this.#n(_(this.view)))??this.#r,this.#r}ask(e,n){if(this.view.model.get("kernel")===!1)return;
let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,r=[];for(let s=e;s<=o;s++)!this.has(s)&&!this.#t.has(this.#n(s))&&r.push(s);if(!(!r.length||r.length<
n/2&&this.has(e))){for(let s of r)this.#t.add(this.#n(s));this.view.model.send({ahead:r,head:this.view.sel.get("head")})}}},ht=class{#e=null;#t=0;pieces=[];read(e){
let n=et(e.model,"utf8");return(n!==this.#e||e.model.get("first")!==this.#t)&&(this.#e=n,this.#t=e.model.get("first"),this.pieces=Dt(n,et(e.model,"lengths"))),{
first:this.#t,pieces:this.pieces}}};function dt({layers:t,streams:e,chosen:n}){let o=r=>new Float32Array(r).fill(Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],
lens:[],agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*
e),norm:o((t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(t),margin:o(t),lens_prob:o(t+1),blank:!0}}var U=[.5,1,2,4,8,16,32,64],Ne=-.5,we=1.5,ke=.25,Ae=t=>({playing:!1,at:null,speed:t>16?4:2});function $e(t,e){t.speed=k(t.speed+e,0,U.length-1)}var W=(t,e)=>k(Math.
floor(t),0,e-1);function Se(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=Ne)}function Te(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.at=
n),t.at=Math.min(Math.floor(t.at/ke+1+1e-9)*ke,e+1)}function Me(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?U[t.speed]:Math.min(U[t.speed],6);return t.
at=Math.min(t.at+e*o,n+we),t.at>=n+we}function Ee(t){t.at=Ne}var Oe=(t,e)=>t===null||!e?t:Math.ceil(t);function _e(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}function j(t,e){let n=m("button","dsv-small",t);return n.title=e,n}function Ie(t,e){let n=m("input");return n.type="range",n.step=String(e),n.setAttribute("aria\
-label",t),n}function Pe(){let t=m("div","dsv-follow-bar"),e=j("▶ Play","space: the token travels through the layers, then the next one"),n=j("Step","full sto\
p: one part further (read, mixed, routed, lens)"),o=j("−","[ : slower"),r=m("span","dsv-follow-speed"),s=j("+","] : faster");o.setAttribute("aria-label","slow\
er"),s.setAttribute("aria-label","faster");let i=Ie("along the layers",.25),a=m("span","dsv-follow-where"),l=j("‹","left: the token before"),c=Ie("token",1),f=j(
"›","right: the next token");l.setAttribute("aria-label","the token before"),f.setAttribute("aria-label","the next token");let h=m("span","dsv-follow-which"),
d=[[e,n],[o,r,s],[m("span","dsv-note","layers"),i,a],[m("span","dsv-note","tokens"),l,c,f,h]].map(p=>{let u=m("span","dsv-follow-group");return u.append(...p),u});
return t.append(...d),{bar:t,play:e,stepped:n,slower:o,speed:r,faster:s,layer:i,where:a,back:l,token:c,on:f,which:h}}function B(t,e){let n=k(_(t)+e,0,Math.max(0,
(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function Tt(t){let{player:e}=t.own,
{layers:n}=t.own.sizes();Se(e,n),e.playing||Et(t),t.redraw()}function Mt(t){let{player:e}=t.own,{layers:n}=t.own.sizes();Te(e,n,t.sel.get("layer")),Et(t);let o=e.
at??0,r=W(o-.01,n),s=o>n?"answer":["attention","streams","routing","lens"][Math.round((o-.01)%1*4-.5)];t.own.chosen={what:s,layer:r,site:0,x:0,y:0,width:0,height:0},
t.redraw()}function Et(t){let{at:e}=t.own.player;if(e===null)return;let n=W(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick({layer:n})}function J(t,e){
$e(t.own.player,e),t.redraw()}function Re(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>Tt(t)),t.listen(e.stepped,"click",()=>Mt(t)),t.listen(e.slower,
"click",()=>J(t,-1)),t.listen(e.faster,"click",()=>J(t,1)),t.listen(e.back,"click",()=>B(t,-1)),t.listen(e.on,"click",()=>B(t,1)),t.listen(e.layer,"input",()=>{
n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>Et(t)),t.listen(e.token,"input",()=>B(t,Number(e.token.value)-_(t)))}function Ot(t){
let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:r=0}=t.model.get("counts"),s=_(t),i=t.sel.get("layer");e.play.textContent=n.playing?"❚❚ Pause":"▶\
 Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${U[n.speed]} layers/s`,e.slower.disabled=n.speed===0,e.faster.disabled=n.speed===
U.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??i+1),e.where.textContent=ge(n.at,o,i),e.layer.setAttribute("aria-valuetext",e.where.
textContent),e.token.max=String(Math.max(0,r-1)),e.token.value=String(Math.max(0,s)),e.which.textContent=r?`${s+1} of ${r}`:"none yet";for(let a of[e.play,e.stepped,
e.layer,e.back,e.token,e.on])a.disabled=!r}var ft=1.5,_n=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],_t=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function Ce({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:r}=t;return e<0?o.y+o.height*k(1+e,0,1):e>=n.length?r.y+r.height*k(e-n.length,0,1):P(n[Math.floor(e)],
e%1)}function We(t){let{ctx:e,place:n}=t,o=Ce(t);e.globalAlpha=M(0),Le(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,Le(t),e.restore()}function Le({ctx:t,look:e,place:n,path:o,sizes:r}){let{rows:s,columns:i,start:a,end:l}=n,c=i.lanes.
width/r.streams,f=_t(o.norm),h=[...s.map(d=>d.y),l.y];for(let d=0;d<r.streams;d++){let p=V(i,r.streams,d),u=w=>{let N=o.norm[w*r.streams+d];return Number.isNaN(
N)?Number.NaN:(ft+(c*.86-ft)*(N/f))/2};t.fillStyle=e.streams[d%e.streams.length],t.strokeStyle=e.quiet;let g=u(0)||ft/2;t.fillRect(p-g,a.y+a.height-8,2*g,8);for(let w=0;w<
s.length;w++){let[N,$]=[u(w),u(w+1)],[E,I]=[h[w],h[w+1]];if(Number.isNaN(N+$)){t.setLineDash([3,3]),t.lineWidth=1,t.beginPath(),t.moveTo(p,E),t.lineTo(p,I),t.stroke(),
t.setLineDash([]);continue}t.beginPath(),t.moveTo(p-N,E),t.lineTo(p+N,E),t.lineTo(p+$,I+.4),t.lineTo(p-$,I+.4),t.fill()}let x=u(s.length)||ft/2,y=i.lanes.x+i.lanes.
width/2;t.lineWidth=2*Math.min(x,5),t.strokeStyle=t.fillStyle,t.beginPath(),t.moveTo(p,l.y),t.bezierCurveTo(p,l.y+12,y,l.y+6,y,l.y+18),t.stroke()}}function Be(t,e){
let{ctx:n,look:o,place:r,path:s,sizes:i,at:a,hits:l}=t,c=r.rows[e],{columns:f}=r;for(let d=0;d<2;d++){let p={y:c.y+d*c.height/2,height:c.height/2};l.push({what:"\
streams",layer:e,site:d,x:f.lanes.x,width:f.lanes.width,...p})}let h=q(c.height,30,44)*(e===t.layer?1:.5);h&&(_n.forEach(({from:d,middle:p,to:u},g)=>{let x=R(a,
e,g+1),y=g?f.lanes.x+f.lanes.width+20:f.lanes.x-18,w=P(c,p),N=(e*2+g)*i.streams;n.globalAlpha=h*M(x),In(t,N,P(c,d),P(c,u));for(let E=0;E<i.streams;E++){let I=V(
f,i.streams,E),[Lt,Ct]=[s.pre[N+E],s.post[N+E]];n.strokeStyle=o.streams[E%o.streams.length],n.globalAlpha=h*M(x)*.9;let Wt=(I+y)/2;if(Lt>.01){n.lineWidth=.4+3*Lt;
let H=P(c,d);D(n,[I,H,I,(H+w)/2,Wt,w,y,w],1)}if(Ct>.01){n.lineWidth=.4+1.5*Ct;let H=P(c,u);D(n,[y,w,Wt,w,I,(H+w)/2,I,H],x)}}n.globalAlpha=h*M(x),n.fillStyle=o.panel,
n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(y,w,4.5,0,7),n.fill(),n.stroke(),Pn(t,e,g,y,w,h);let $=g?"routing":"attention";l.push({what:$,layer:e,x:y-
9,y:w-9,width:18,height:18})}),n.globalAlpha=1)}function In({ctx:t,look:e,place:n,path:o,sizes:r},s,i,a){for(let l=0;l<r.streams;l++)for(let c=0;c<r.streams;c++){
let f=o.comb[(s+l)*r.streams+c];if(l===c||!(f>.005))continue;let[h,d]=[l,c].map(u=>V(n.columns,r.streams,u));t.strokeStyle=e.streams[l%e.streams.length],t.lineWidth=
.5+10*f;let p=(i+a)/2;D(t,[h,i,h,p,d,p,d,a],1)}}function Pn({ctx:t,look:e,place:n,path:o,sizes:r,at:s},i,a,l,c,f){let h=n.rows[i];if(!a){let p=G(n.columns,h);t.
strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(p.x+p.width+2,p.y+p.height/2),t.lineTo(l-5,c),t.stroke();return}let d=R(s,i,2);if(d){t.strokeStyle=e.
quiet;for(let p=i*r.chosen;p<(i+1)*r.chosen;p++){if(o.expert[p]<0)continue;let u=v(n.columns,r.experts,o.expert[p]),g=st(h);t.globalAlpha=f*.5*M(d),t.lineWidth=
.6+3*(o.expert_weight[p]/r.scale),D(t,[l+5,c,(l+u)/2,c,u,c,u,g],d)}}}function Fe(t){let{ctx:e,look:n,place:o,sizes:r,at:s}=t;if(s===null||s>=o.rows.length)return;
let i=Ce(t);for(let a=0;a<r.streams;a++){let l=V(o.columns,r.streams,a);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(l,i,7,0,7),e.fill(),e.globalAlpha=
1,e.beginPath(),e.arc(l,i,3.4,0,7),e.fill()}}function It(t){let e=n=>Z(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("mark"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function Rn(t){
let{own:e,root:n,model:o}=t,r=C(t);if(!r?.layers)return null;let s=e.paths.now()??dt(r),{player:i}=e,a=Oe(i.at,e.still()),l=a===null?t.sel.get("layer"):W(a,r.layers),
c=Math.max(280,e.stage.clientWidth),f=Jt(c,e.height(),r,e.focus),h=(y,w="")=>`${w} ${y}px ${e.look.family}`,d=Ht(e.canvas,c,f.height);d.font=h(S+1);let{first:p,
pieces:u}=e.text.read(t),g=e.words(u,f.columns.text.width,e.look.family),x=o.get("places").filter(y=>y.kind);return{ctx:d,root:n,look:e.look,font:h,place:f,sizes:r,
path:s,at:a,layer:l,hits:[],kinds:x.map(y=>y.kind),routing:x.map(y=>y.routing),shown:ae(g,p,s.blank?-1:s.token,{x:f.columns.text.x,...f.text})}}function Pt(t){let e=Rn(
t);if(!e)return;let{own:n}=t,{ctx:o,place:r,sizes:s,path:i,layer:a,kinds:l,look:c,shown:f}=e,h=r.rows[a];o.fillStyle=c.band,o.beginPath(),o.roundRect(r.columns.
label.x-6,h.y,r.width-r.columns.label.x+6,h.height,5),o.fill();let d=i.blank?[]:z(i,a,s.kinds[l[a]]);i.blank||Ln(t,e,d),he(e);for(let u=0;u<s.layers;u++){let g=r.
rows[u];e.hits.push({what:"row",layer:u,x:r.columns.label.x-6,y:g.y,width:r.width,height:g.height})}We(e);for(let u=0;u<s.layers;u++)oe(e,u),re(e,u),Be(e,u);let p={
word:"",bottom:-1};de(e,p);for(let u=0;u<s.layers;u++)it(e,r.rows[u],u,p);ce(e,d);for(let u=0;u<s.layers;u++)ne(e,u);fe(e),Fe(e),Cn(e,n.over),n.hits=e.hits,n.frames++,
t.root.drawn=Wn(t,e,d),n.shown=f}function Ln(t,e,n){let{ctx:o,place:r,look:s,font:i,shown:a,path:l}=e,c={width:r.columns.text.width,height:r.text.y+r.text.height};
le(e,n);let f=X(a,l.token);f&&(o.strokeStyle=s.mark,o.lineWidth=2,o.strokeRect(f.x-1,f.y+1,f.width+2,f.height-2));let h=t.model.get("counts").prompt??0;t.own.picture.
draw(o,a,c,i(S+1),{ink:s.ink,quiet:s.quiet,prompt:h}),ue(e)}function Cn({ctx:t,look:e},n){!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=1,t.strokeRect(n.
x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function Wn(t,{path:e,at:n,layer:o,place:r,hits:s,sizes:i},a){let{own:l}=t;return{token:e.blank?-1:e.token,wanted:_(
t),head:e.head,at:n,layer:o,playing:l.player.playing,speed:l.player.speed,frames:l.frames,layers:i.layers,heights:r.rows.map(c=>c.height),height:r.height,stacked:r.
columns.stacked,readings:a,hits:s,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.expert.subarray(
i.chosen*o,i.chosen*(o+1))]}}function qe({path:t,sizes:e,kinds:n},o){let r=o.map(s=>{let i=s.place==="top"?-1:s.kind?Number(s.place):Number.NaN,a=s.cells.reduce((g,x)=>g+Math.max(0,x[2]),0),
l=t.lens[i+1]?.[0]??null,c=Number.isNaN(i)?null:t.lens_prob[(i+1)*t.ranks],f=Array.from({length:e.streams},(g,x)=>Number.isNaN(i)?null:t.norm[(i+1)*e.streams+x]);
if(!s.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[s.place]??s.place,"",null,null,null,"","",...f,l,c,s.parameters,a];let h=i*e.chosen,d=[...t.
expert.subarray(h,h+e.chosen)].filter(g=>g>=0),[p]=z(t,i,e.kinds[n[i]]),u=p?`${p.zone?"entry":"token"} ${p.key}`:"";return[i,`${s.kind}${s.routing==="hash"?", t\
able":""}`,...[0,1,2].map(g=>t.mass[3*i+g]),u,d.map((g,x)=>`${g}: ${t.expert_weight[h+x].toFixed(3)}`).join(", "),...f,l,c,s.parameters,a]});return{columns:["la\
yer","kind","compressed","window","sink","read most","experts and weights",...Array.from({length:e.streams},(s,i)=>`norm of stream ${i}`),"would say","probabili\
ty","parameters","bytes"],rows:r,note:t.blank?"The model's plan; nothing has been run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of h\
ead ${t.head}`}.`}}var Bn="Look for: which layers read far back (arcs), which lanes swell, and from which layer on the right edge names the answer.",Ue=8;function Fn(t){let{body:e,
root:n}=t;n.classList.add("dsv-follow");let o=Pe(),r=m("div","dsv-follow-notes"),s=m("div","dsv-follow-stage"),i=m("canvas");i.setAttribute("role","img"),s.append(
i);let a=m("div","dsv-follow-legend"),l=m("div","dsv-follow-card");e.append(m("div","dsv-note",Bn),o.bar,r,s,a,l);let c=F(m("canvas")),f=matchMedia("(prefers-re\
duced-motion: reduce)"),h=new ht,d={bar:o,notes:r,stage:s,canvas:i,legend:a,card:l,text:h,paths:new ct(t),picture:new at,player:Ae(C(t)?.layers??0),look:It(n),focus:t.
sel.get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>f.matches,sizes:()=>C(t),height:()=>k(window.innerHeight-340,372,
620)+(s.clientWidth<760?84:0),words:Ut((p,u,g)=>(c.font=`13px ${g}`,ie(p,u-4,x=>c.measureText(x).width))),pieceAt:p=>{let{first:u,pieces:g}=h.read(t);return g[p-
u]??""},known:()=>({path:d.paths.now()??dt(C(t)),sizes:C(t),kinds:t.model.get("places").filter(p=>p.kind).map(p=>p.kind),pieceAt:d.pieceAt}),choose:p=>{d.chosen=
p,t.redraw()},open:p=>Rt(t,p)};return d}function Rt(t,e){let{what:n,layer:o,id:r}=e;if(n==="token")return t.pick({token:r??-1});if(t.own.chosen=e,n==="row"||n===
"layer")return t.pick({layer:o});let s=o>=0&&o<t.own.sizes().layers,i=At(t,e),a={...s?{layer:o}:{},...i?{tab:i}:{}};n==="streams"&&(a.site=e.site??0),["routing",
"expert","rail","shared"].includes(n)&&(a.site=1),r!==void 0&&(a.expert=r),n==="entries"&&(a.entry=qn(t,o)),t.pick({token:_(t),...a})}function qn(t,e){let{path:n}=t.
own.known();for(let o=e*n.keys;o<(e+1)*n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function zn(t){let{own:e,facts:n}=t;if(e.look=It(t.root),!e.sizes()?.
layers)return;let o=e.known().path,r=`${t.sel.get("layer")} ${_(t)}`;if(e.seen&&e.seen!==r&&!e.player.playing&&Dn(t),e.seen=r,Ot(t),o.blank)n.textContent=`the m\
odel's plan; nothing has been run yet · ${St(t)}`;else{let s=o.answer.word===void 0?"":` → “${O(o.answer.word,16)}” (${Q(o.answer)[2]??""})`;n.replaceChildren(
m("b","",`${o.token} “${O(o.piece,16)}”`),s,` · ${St(t)}`)}e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers;\
 ▦ gives its numbers as a table.`),e.notes.replaceChildren(...Object.values(o.missing).map(s=>m("div","dsv-follow-missing",s))),Kn(t,o),ye(t),Pt(t),o.blank||e.
paths.ask(_(t)+1,Ue),Un(t)}function Dn(t){let{player:e}=t.own;e.at!==null&&W(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function Un(t){let{
own:e}=t;if(e.running)return;let n=performance.now(),o=r=>{let s=Math.min((r-n)/1e3,.1);n=r,e.running=t.root.isConnected&&t.root.clientWidth>0&&jn(t,s),e.running&&
requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function jn(t,e){let{own:n}=t,{layers:o}=n.sizes(),{player:r,paths:s}=n;s.now()?.token===_(t)&&Me(
r,e,o)&&Hn(t);let a=r.at===null?t.sel.get("layer"):r.playing?k(r.at-.5,0,o-1):W(r.at-.01,o),l=n.focus;return n.focus=n.still()?Math.round(a):_e(n.focus,a,e),!r.
playing&&l===n.focus?!1:(Ot(t),t.tabled?.()||Pt(t),!0)}function Hn(t){let{own:e,model:n}=t,o=_(t);if(o+1>=n.get("counts").tokens){e.player.playing=!1,e.player.at=
null,t.redraw();return}e.paths.ask(o+1,Ue),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(Ee(e.player),t.pick({token:o+1,entry:-1,expert:-1}),t.redraw())}function Kn(t,e){
let{legend:n}=t.own,{streams:o,scale:r,kinds:s,window:i}=t.own.sizes(),a=be(_t(e.norm)),l=`${a} ${o}`;if(n.dataset.of===l)return;n.dataset.of=l;let c=(f,h,d)=>{
let p=m("span","dsv-follow-key");return p.append(m("i",d??"",f),h),p};n.replaceChildren(...Array.from({length:o},(f,h)=>c("",String(h),`lane s${h%4}`)),m("span",
"",`streams: as wide as their norm, full width ${a}`),c("","compressed","box entries"),c("",`window (last ${i})`,"box window"),c("","sink","box sink"),c("",`cho\
sen expert: as high as its weight (they sum to ${A(r,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the token that came","\
came"),...Object.values(s).map(f=>c(f.glyph,f.title)),c("","not captured","box none"))}function Yn(t){let{own:e,root:n}=t;Re(t),t.listen(e.canvas,"pointermove",
o=>ze(t,o)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",o=>{ze(t,o),e.over&&Rt(t,e.over)}),
t.listen(n,"keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(o.key!==" "||["BUTTON","INPUT","SUMMARY"].includes(
o.target.tagName))&&(Tt(t),o.preventDefault(),o.stopPropagation())})}function ze(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),[r,s]=[e.clientX-o.left,e.
clientY-o.top],i=n.hits.filter(a=>r>=a.x&&r<=a.x+a.width&&s>=a.y&&s<=a.y+a.height);if(n.over=i[i.length-1]??Vn(t,r,s),n.over?.what==="rail"){let a=Math.floor((r-
n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:k(a,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.over?.
what==="token"?n.over.id??-1:-1}),t.redraw()}function Vn({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let r=X(t.shown,o);if(r&&
e>=r.x&&e<=r.x+r.width&&n>=r.y&&n<=r.y+r.height)return{what:"token",layer:-1,id:o,...r}}return null}var De=t=>e=>{e.own.player.at=null,e.own.player.playing=!1,Xt(
e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},vn={title:"Follow a token",aria:"One token's path through all layers. Space plays and pauses, full stop\
 steps, left and right move the token, up and down the layer, square brackets the speed, Enter opens the view of the chosen part, Escape frees the choice.",keys:{
ArrowLeft:t=>B(t,-1),ArrowRight:t=>B(t,1),ArrowUp:De(-1),ArrowDown:De(1),Home:t=>B(t,Number.NEGATIVE_INFINITY),End:t=>B(t,Number.POSITIVE_INFINITY),"[":t=>J(t,-1),
"]":t=>J(t,1),".":Mt,Enter:t=>t.own.chosen&&Rt(t,t.own.chosen)},build:Fn,draw:zn,listen:Yn,table:t=>qe(t.own.known(),t.model.get("places"))},Ur=Gt(vn);export{Ur as default};
